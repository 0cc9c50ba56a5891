import { isPattern } from './fits.ts';
import type { Grant } from './policies.ts';

/** Why a grant stands in a policy although no call of ours shows that it must, or shows it as wide as it is. */
type Reason = Readonly<{
  action: string;
  /** `<function>` stands for the folder of the function that has it. */
  resource: string;
  /** Whether calls of ours use it, and the reason is for its width alone. */
  used: boolean;
  why: string;
}>;

const LOG_STREAMS =
  'arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/privatenumber-local-<function>:log-stream:*';
const RECORDINGS = 'arn:aws:s3:::privatenumber-local-recordings-000000000000-us-east-1/recordings/*';

const LOGS =
  'Lambda writes what a function prints with the rights of its role, to streams that it names as it goes';
const EVERY_RECORDING = 'the key of a recording ends with its call and its file, which no template can know';

/** The table of the grants that need a reason. One that no function has is an error, too. */
export const REASONS: readonly Reason[] = [
  { action: 'logs:CreateLogStream', resource: LOG_STREAMS, used: false, why: LOGS },
  { action: 'logs:PutLogEvents', resource: LOG_STREAMS, used: false, why: LOGS },
  { action: 's3:PutObject', resource: RECORDINGS, used: true, why: EVERY_RECORDING },
  { action: 's3:GetObject', resource: RECORDINGS, used: true, why: EVERY_RECORDING },
  { action: 's3:DeleteObject', resource: RECORDINGS, used: true, why: EVERY_RECORDING },
  { action: 's3:AbortMultipartUpload', resource: RECORDINGS, used: true, why: EVERY_RECORDING },
];

/** The reason of a grant, which is for exactly what it says: a wider one needs its own. */
export const reasonOf = ({ functionName, action, resource }: Grant): Reason | undefined =>
  REASONS.find(
    (reason) => reason.action === action && reason.resource.replace('<function>', functionName) === resource,
  );

/** Whether a grant must be shown by a use. */
export const mustBeUsed = (grant: Grant): boolean => reasonOf(grant)?.used !== false;

/** Whether a grant allows more than a use can show, without a reason. */
export const isTooWide = (grant: Grant): boolean =>
  (isPattern(grant.action) || isPattern(grant.resource)) && reasonOf(grant) === undefined;
