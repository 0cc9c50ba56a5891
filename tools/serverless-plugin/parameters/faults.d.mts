export type GivenParameters = Readonly<{
  stage: string;
  /** `name=value` each, as after `--param`. */
  commandLine: readonly string[];
  /** The content of deployment.yml: parameters by stage, and under `default` those of all stages. */
  file: unknown;
  /** Whether there is such a file; true unless it says otherwise. */
  isFileThere?: boolean;
}>;

/** Every fault, one line each: where it stands, the name, and what is wanted. Values are never shown, they may be secrets. */
export declare const parameterFaults: (given: GivenParameters) => readonly string[];

/** Lines for the log: where a deployment does not go by the file, and whether the file has more for other stages, and `default` alone for this one. */
export declare const notices: (given: GivenParameters) => readonly string[];
