/** The options that every command of `npm run ops` has, for `parseArgs`. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean', default: false },
  stage: { type: 'string' },
  'endpoint-url': { type: 'string' },
  region: { type: 'string' },
} as const;

/** {@link COMMON_OPTIONS} in a command's help. */
export const COMMON_USAGE = `  --stage            of the deployment (dev); local is what npm start runs
  --region           of the deployment (AWS_REGION, AWS_DEFAULT_REGION, the profile's)
  --endpoint-url     a Lambda API elsewhere, such as http://127.0.0.1:3001 of npm start
  --json             print JSON`;

/** The deployment that a command asks. */
export type AskedStage = Readonly<{
  stage: string;
  /** The Lambda API of a local stack; absent, AWS is asked. */
  endpointUrl: string | undefined;
  /** `undefined`: as the environment and the profile say. */
  region: string | undefined;
}>;

/** The local stack's Lambda API stands here unless LAMBDA_PORT says another port, as for `npm start`. */
const LOCAL_PORT = '3001';

/** Reads {@link COMMON_OPTIONS}. The stage `local` and an endpoint stand for one another. */
export const askedStageOf = ({
  stage,
  region,
  'endpoint-url': endpointUrl,
}: Readonly<{
  stage?: string | undefined;
  region?: string | undefined;
  'endpoint-url'?: string | undefined;
}>): AskedStage => {
  const named = stage ?? (endpointUrl === undefined ? 'dev' : 'local');
  const local =
    named === 'local' ? `http://127.0.0.1:${process.env['LAMBDA_PORT'] ?? LOCAL_PORT}` : undefined;
  return { stage: named, endpointUrl: endpointUrl ?? local, region };
};
