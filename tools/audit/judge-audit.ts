import * as v from 'valibot';

/** The verdict on the production dependencies. `skipped`: nobody could be asked, and why. */
export type Verdict = Readonly<{
  kind: 'clean' | 'skipped' | 'vulnerable' | 'failed';
  lines: readonly string[];
}>;

/** The severities that fail; lower ones are told. */
const FAILING = ['high', 'critical'];

const Report = v.object({
  vulnerabilities: v.record(
    v.string(),
    v.object({
      severity: v.string(),
      range: v.optional(v.string(), ''),
      via: v.optional(v.array(v.unknown()), []),
    }),
  ),
});
const Refused = v.object({ statusCode: v.number(), message: v.optional(v.string(), '') });
const Title = v.object({ title: v.string() });

/** npm's words for a registry that cannot be reached. */
const UNREACHABLE =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|UNABLE_TO_[A-Z_]+|SELF_SIGNED_CERT_IN_CHAIN)\b|network/i;

/** HTTP: there is not such a thing here. */
const NOT_OFFERED = [400, 404, 405, 410, 501];

/**
 * Reads what `npm audit --json` has printed.
 *
 * @param printed its standard output, and `told` its standard error
 */
export const judgeAudit = ({ printed, told }: Readonly<{ printed: string; told: string }>): Verdict => {
  const answer = parsed(printed);
  const report = v.safeParse(Report, answer);
  if (report.success) return judgeReport(report.output);
  const refused = v.safeParse(Refused, answer);
  if (refused.success) return skipped(offerOf(refused.output.statusCode));
  if (UNREACHABLE.test(`${printed}\n${told}`)) return skipped('the registry could not be reached');
  return { kind: 'failed', lines: ['npm audit said something that is not understood:', printed, told] };
};

/** The verdict when npm did not answer in time. */
export const tooSlow = (): Verdict => skipped('the registry did not answer in time');

const skipped = (why: string): Verdict => ({ kind: 'skipped', lines: [`skipped: ${why}`] });

const offerOf = (status: number): string =>
  NOT_OFFERED.includes(status)
    ? `the registry offers no audit (it answers ${status})`
    : `the registry could not audit (it answers ${status})`;

const judgeReport = ({ vulnerabilities }: v.InferOutput<typeof Report>): Verdict => {
  const found = Object.entries(vulnerabilities);
  const fails = found.some(([, { severity }]) => FAILING.includes(severity));
  const lines = found.map(
    ([name, { severity, range, via }]) => `${severity}: ${[name, range].join(' ').trim()}${titlesOf(via)}`,
  );
  return { kind: fails ? 'vulnerable' : 'clean', lines };
};

/** An entry is an advisory, or the name of a package that brings the fault in. */
const titlesOf = (via: readonly unknown[]): string => {
  const titles = via.flatMap((entry) => (v.is(Title, entry) ? [entry.title] : []));
  return titles.length === 0 ? '' : `: ${titles.join('; ')}`;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
