/** One line for each document that deployed functions could not read. */
export declare const documentFaults: (
  given: Readonly<{
    settings: Readonly<Record<string, unknown>>;
    stack: string;
    region: string;
    local: boolean;
  }>,
) => readonly string[];
