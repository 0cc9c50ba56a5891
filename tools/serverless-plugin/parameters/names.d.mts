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
