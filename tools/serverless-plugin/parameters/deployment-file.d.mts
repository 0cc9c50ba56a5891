/** The parameters by stage, and a line for each fault of the file itself, without anything that stands in it. */
export declare const readDeploymentFile: (
  directory: string,
) => Readonly<{ isThere: boolean; parameters?: unknown; faults: readonly string[] }>;
