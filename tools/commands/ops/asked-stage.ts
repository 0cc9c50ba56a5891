import { regionFault, stageFault } from '../../serverless-plugin/parameters/names.mjs';

/** The options that every command of `npm run ops` has, for `parseArgs`. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean', default: false },
  stage: { type: 'string' },
  'endpoint-url': { type: 'string' },
  region: { type: 'string' },
} as const;

/** {@link COMMON_OPTIONS} in a command's help. */
export const COMMON_USAGE = `  --stage            of the deployment (dev, but for orders that change something); local is what npm start runs
  --region           of the deployment (AWS_REGION, AWS_DEFAULT_REGION, the profile's)
  --endpoint-url     the Lambda API of another npm start than that on port 3001 or LAMBDA_PORT
  --json             print JSON, with the stage in it; npm run -s ops leaves npm's own lines out`;

/** The deployment that a command asks. */
export type AskedStage = Readonly<{
  stage: string;
  /** The Lambda API of a local stack; absent, AWS is asked. */
  endpointUrl: string | undefined;
  /** `undefined`: as the environment and the profile say. */
  region: string | undefined;
}>;

type Written = Readonly<{
  stage?: string | undefined;
  region?: string | undefined;
  'endpoint-url'?: string | undefined;
}>;

/** The local stack's Lambda API stands here unless LAMBDA_PORT says another port, as for `npm start`. */
const LOCAL_PORT = '3001';

/**
 * Reads {@link COMMON_OPTIONS}. The stage `local` and an endpoint stand for one another. An order that `looks` may leave the stage
 * out; one that `changes` something may not, so that nobody opens a gate or erases a person in another deployment than he thinks.
 *
 * @throws {Error} in words for the person who typed.
 */
export const askedStageOf = (
  { stage, region, 'endpoint-url': endpointUrl }: Written,
  intent: 'looks' | 'changes',
): AskedStage => {
  if (stage === undefined && endpointUrl === undefined && intent === 'changes')
    throw new Error('--stage is missing: an order that changes something must name its deployment');
  const named = stage ?? (endpointUrl === undefined ? 'dev' : 'local');
  const fault = stageFault(named) ?? regionFault(region);
  if (fault !== undefined) throw new Error(fault);
  if (named !== 'local') {
    if (endpointUrl !== undefined)
      throw new Error('--endpoint-url is for what npm start runs: say --stage local, or leave --stage out');
    return { stage: named, endpointUrl, region };
  }
  return { stage: named, endpointUrl: addressOf(endpointUrl), region };
};

const addressOf = (written: string | undefined): string => {
  if (written === undefined) return `http://127.0.0.1:${process.env['LAMBDA_PORT'] ?? LOCAL_PORT}`;
  if (!/^https?:\/\/[^\s/?#@]+\/?$/.test(written) || !URL.canParse(written))
    throw new Error('--endpoint-url must be an address such as http://127.0.0.1:3001');
  return written;
};
