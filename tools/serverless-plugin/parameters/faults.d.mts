export type GivenParameters = Readonly<{
  stage: string;
  /** `name=value` each, as after `--param`. */
  commandLine: readonly string[];
  /** The content of deployment.yml: parameters by stage, and under `default` those of all stages. */
  file: unknown;
}>;

/** Every fault, one line each: where it stands, the name, and what is wanted. Values are never shown, they may be secrets. */
export declare const parameterFaults: (given: GivenParameters) => readonly string[];

/** The parameters whose value in the file the command line replaces by another. */
export declare const overridden: (given: GivenParameters) => readonly string[];
