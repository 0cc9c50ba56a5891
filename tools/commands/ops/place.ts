import { LambdaClient } from '@aws-sdk/client-lambda';
import { awsRegion } from '../../region.mjs';
import type { AskedStage } from './asked-stage.ts';
import { UnreachableError } from './unreachable-error.ts';

/** The place that a command works in. Every output begins with it, and every JSON has its fields. */
export type Place = Readonly<{ stage: string }> &
  (Readonly<{ endpoint: string }> | Readonly<{ region: string; account?: string }>);

/**
 * Finds out where a command will work.
 *
 * @throws {UnreachableError} where AWS cannot be asked: without a region, or without credentials.
 */
export const findPlace = async ({ stage, endpointUrl, region }: AskedStage): Promise<Place> => {
  if (endpointUrl !== undefined) return { stage, endpoint: endpointUrl };
  const chosen = region ?? (await regionOfOperator(stage));
  const { accountId } = await credentials(stage, chosen);
  return { stage, region: chosen, ...(accountId === undefined ? {} : { account: accountId }) };
};

const regionOfOperator = async (stage: string): Promise<string> => {
  try {
    return await awsRegion(process.env);
  } catch {
    throw new UnreachableError(
      `stage ${stage}: the region is missing: --region, AWS_REGION, AWS_DEFAULT_REGION, or region in the profile (for npm start: --stage local)`,
    );
  }
};

/** Not all kinds of credentials tell their account. */
const credentials = async (
  stage: string,
  region: string,
): Promise<Readonly<{ accountId?: string | undefined }>> => {
  try {
    return await new LambdaClient({ region }).config.credentials();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UnreachableError(
      `stage ${stage}: there are no credentials for AWS: ${why} (for npm start: --stage local)`,
    );
  }
};

/** In one line. */
export const describePlace = (place: Place): string =>
  'endpoint' in place
    ? `stage ${place.stage}, ${place.endpoint}`
    : `stage ${place.stage}, region ${place.region}${place.account === undefined ? '' : `, account ${place.account}`}`;
