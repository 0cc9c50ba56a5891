/** The codes of a CDR that tell how it ended. */
type GivenCodes = Readonly<{
  releaseCode?: number | undefined;
  q850Cause?: number | undefined;
  sipStatus?: number | undefined;
}>;

/** Codes that no answered call has: somebody gave up before, was busy, could not be reached or let it ring (`release-codes.json`). */
const CODES: Readonly<Record<keyof GivenCodes, ReadonlySet<number>>> = {
  releaseCode: new Set([
    ...[7501, 7502, 7504, 7516, 8003, 8004, 8009, 8035],
    ...[8100, 8101, 8102, 8103, 8104, 8107, 8108],
  ]),
  q850Cause: new Set([1, 17, 18, 19, 20, 21, 22, 27, 28]),
  sipStatus: new Set([404, 408, 410, 480, 484, 486, 487, 600, 603, 604]),
};

/** Whether one of the codes says by itself that nobody answered. Most do not: an answered call may be cut for many causes. */
export const saysUnanswered = ({ releaseCode, q850Cause, sipStatus }: GivenCodes): boolean =>
  (releaseCode !== undefined && CODES.releaseCode.has(releaseCode)) ||
  (q850Cause !== undefined && CODES.q850Cause.has(q850Cause)) ||
  (sipStatus !== undefined && CODES.sipStatus.has(sipStatus));
