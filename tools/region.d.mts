/** The region of deployments and of operators' commands; `profile`: absent or empty: that of the environment. */
export declare const awsRegion: (
  environment: Readonly<Record<string, string | undefined>>,
  profile?: string,
) => Promise<string>;
