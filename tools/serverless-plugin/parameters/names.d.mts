/** The fault of a stage's name by itself, in any region; undefined when there is none. */
export declare const stageFault: (stage: string) => string | undefined;

/** One line when the stage is too long for a name of a resource, and one for each name of a wrong form. */
export declare const nameFaults: (
  deployment: Readonly<{
    stage: string;
    region: string;
    resources: readonly Readonly<{ Type: string; Properties?: Readonly<Record<string, unknown>> }>[];
  }>,
) => readonly string[];

/** The fault of a region's name by itself; undefined when there is none. */
export declare const regionFault: (region: string | undefined) => string | undefined;

/** A line for each ARN of another region or partition. */
export declare const arnFaults: (
  settings: Readonly<Record<string, string>>,
  region: string,
) => readonly string[];
