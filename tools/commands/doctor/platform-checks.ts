import type { CheckedCredentials, CheckReport } from '../../../functions/manage-platform/handler.ts';
import type { SignatureCheck } from '../../../shared/platform/check/check-signature.ts';
import { counted } from '../../../shared/status/counted.ts';
import { type CheckLine, ok, unknown, wrong } from './check-line.ts';

/** The platform does not say how far a signature may be from its clock; from here on our alarm rings. */
const TOLERATED_SKEW_SECONDS = 30;

const CERTIFICATE_LEFT_DAYS = 14;
const DAY_MS = 86_400_000;

/** The checks that the functions made: their way out, the platform, and the credentials of each app. */
export const platformChecks = (report: CheckReport, now: Date): readonly CheckLine[] => [
  egressLine(report),
  ...report.hosts.flatMap((host) => hostLines(host, report.hasProxy, now)),
  clockLine(report.apps),
  ...report.apps.map(signatureLine),
  reportingLine(report),
];

const egressLine = ({ egress, hasProxy }: CheckReport): CheckLine => {
  const name = 'egress address';
  const way = hasProxy ? 'through the proxy' : 'without a proxy';
  switch (egress.kind) {
    case 'seen':
      return ok(name, `${egress.address}, ${way}. The vendor's whitelist must have it, where there is one`);
    case 'not-asked':
      return unknown(name, `unknown (${way}): only a service outside can tell it, --echo-url <address>`);
    case 'failed':
      return unknown(name, `unknown (${way}): the service of --echo-url gave none (${egress.why})`);
  }
};

const STEPS = {
  name: ['its name is not found', 'baseUrl of the app or of reporting, and the DNS of the VPC'],
  proxy: ['the proxy makes no tunnel', 'httpsProxy, its password, and what the proxy lets through'],
  connection: ['no connection', 'the way out: NAT, security groups, firewall, httpsProxy (docs/egress.md)'],
  certificate: [
    'its certificate is refused',
    'baseUrl of the app or of reporting; somebody between who breaks TLS',
  ],
} as const;

const hostLines = (
  { host, reached }: CheckReport['hosts'][number],
  hasProxy: boolean,
  now: Date,
): readonly CheckLine[] => {
  const name = `platform ${host.replace(/^https?:\/\//, '')}`;
  if (reached.kind === 'failed') {
    const [text, fix] = STEPS[reached.step];
    return [wrong(name, `${text} (${reached.code})`, fix)];
  }
  const found = ok(name, hasProxy ? 'reached through the proxy' : 'its name is found, and it is reached');
  const tls = `${name}, TLS`;
  if (reached.certificateEndsAt === undefined) return [found, unknown(tls, 'none: plain http')];
  const days = Math.floor((Date.parse(reached.certificateEndsAt) - now.getTime()) / DAY_MS);
  return [
    found,
    days >= CERTIFICATE_LEFT_DAYS
      ? ok(tls, `the certificate is valid until ${reached.certificateEndsAt}`)
      : wrong(tls, `the certificate ends in ${counted(days, 'day')}`, "tell the vendor's support"),
  ];
};

const clockLine = (apps: CheckReport['apps']): CheckLine => {
  const name = 'clock';
  const skews = apps.flatMap(({ platform }) =>
    'skewSeconds' in platform ? (platform.skewSeconds ?? []) : [],
  );
  const [largest] = skews.toSorted((one, other) => Math.abs(other) - Math.abs(one));
  if (largest === undefined) {
    const wasAsked = apps.some(({ platform: { outcome } }) => outcome !== 'held-back' && outcome !== 'left');
    return unknown(name, `not checked: the platform ${wasAsked ? 'has not answered' : 'was not asked'}`);
  }
  return Math.abs(largest) <= TOLERATED_SKEW_SECONDS
    ? ok(name, `the platform's is ${largest} s from ours`)
    : wrong(name, `the platform's is ${largest} s from ours`, 'docs/runbook/alarms/clock-skew.md');
};

const signatureLine = ({ app, mode, platform }: CheckedCredentials): CheckLine => {
  const name = `signature of ${app} (${mode})`;
  switch (platform.outcome) {
    case 'accepted':
      return ok(name, 'accepted');
    case 'refused':
      return wrong(name, `refused (${platform.httpStatus}/${platform.code})`, refusalFix(platform.code));
    case 'held-back':
      return heldBackLine(name, platform);
    case 'unanswered':
      return wrong(name, 'the platform gave no usable answer', 'the lines above; else ask the vendor');
    case 'unclear':
      return unknown(name, `the answer (${platform.httpStatus}/${platform.code}) does not tell`);
    case 'left':
      return unknown(name, 'not checked: no time was left; run it again');
  }
};

const heldBackLine = (name: string, { by, retryAfterSeconds }: SignatureCheck): CheckLine => {
  if (by === 'gate')
    return unknown(name, 'not checked: the gate cannot be read; the lines "reading …" say why');
  const [text, page] =
    by === 'throttle'
      ? ['the platform asked for fewer calls,', 'platform-throttled']
      : ['the gate is shut for', 'platform-locked-out'];
  return wrong(
    name,
    `not sent: ${text} ${retryAfterSeconds} s more`,
    `docs/runbook/alarms/${page}.md; npm run ops -- gate --stage <stage>`,
  );
};

const FIXES: Readonly<Record<string, string>> = {
  '1010013': 'docs/runbook/alarms/clock-skew.md',
  '1010029': 'docs/runbook/alarms/arrears.md',
  '1010040': 'docs/runbook/alarms/wrong-mode.md',
  '1020166': 'docs/runbook/alarms/not-on-whitelist.md',
  '1020176': 'docs/runbook/alarms/platform-locked-out.md',
};

const refusalFix = (code = ''): string =>
  FIXES[code] ??
  'appKey, appSecret, baseUrl and scheme in the configuration document; then run it once more, not often';

/** A document in which an app warns or enforces, and that has no access, is a faulty one: its own line says so. */
const reportingLine = ({ reporting }: CheckReport): CheckLine => {
  const name = 'reports of A';
  const fix = 'reporting in the configuration document (docs/reporting.md); then run it once more, not often';
  switch (reporting?.outcome) {
    case undefined:
      return unknown(name, 'not checked: no app warns or enforces, and the document has no access');
    case 'accepted':
      return ok(name, 'the API answers, and the access is accepted');
    case 'refused':
      return wrong(name, `the access is refused (${reporting.httpStatus}/${reporting.code})`, fix);
    case 'held-back':
      return reporting.by === 'gate'
        ? unknown(name, 'not checked: the gate cannot be read; the lines "reading …" say why')
        : wrong(
            name,
            `not sent: its gate is shut for ${reporting.retryAfterSeconds} s more`,
            'docs/reporting.md#faults',
          );
    case 'unanswered':
      return wrong(name, 'the API gave no usable answer', 'baseUrl of reporting; the lines above');
    case 'unclear':
      return unknown(name, `the answer (${reporting.httpStatus}/${reporting.code}) does not tell`);
    case 'left':
      return unknown(name, 'not checked: no time was left; run it again');
  }
};
