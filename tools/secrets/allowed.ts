import type { SecretFinding } from './finding.ts';

/** A finding that is none: `path` is a file, `found` what is shown of it, or all of a rule in that file when absent. */
type Allowance = Readonly<{ path: string; rule: string; found?: string; why: string }>;

const LOOPBACK = 'the key of a certificate for 127.0.0.1 that nobody trusts but the tests';
const DIGEST = 'the digest of a signature with a secret that was made up for the tests';
const SAMPLE_SECRET = "a secret that was made up for the vendor's samples";
const SUBJECT = 'made up; its subject is to find numbers that look like real ones';
const PLANTED = 'made up; they are planted to be found wherever they leak, and chance must not make one';
const PROXY = 'made up: user and password in an address are refused, or never sent';

/** The findings that were looked at. One that is not needed any more is a fault, so that the list stays true. */
export const ALLOWED: readonly Allowance[] = [
  { path: 'simulator/http/certificates/storage.key', rule: 'privatekey', why: LOOPBACK },
  { path: 'simulator/http/certificates/wrong.key', rule: 'privatekey', why: LOOPBACK },
  { path: 'tests/fixtures/tls/loopback.key', rule: 'privatekey', why: LOOPBACK },
  { path: 'simulator/tests/pushes.test.ts', rule: 'data-key', why: DIGEST },
  { path: 'tests/unit/packages/pushes.test.ts', rule: 'data-key', why: DIGEST },
  { path: 'tests/unit/platform/client.test.ts', rule: 'data-key', why: DIGEST },
  { path: 'tests/unit/platform/push-signature.test.ts', rule: 'data-key', why: DIGEST },
  { path: 'tests/unit/platform/signature.test.ts', rule: 'data-key', why: DIGEST },
  { path: 'simulator/tests/pushes.test.ts', rule: 'secret-value', found: 's3Cr…NlY3', why: SAMPLE_SECRET },
  { path: 'tests/builders/pushes.ts', rule: 'secret-value', found: 's3Cr…NlY3', why: SAMPLE_SECRET },
  {
    path: 'tests/unit/platform/signature.test.ts',
    rule: 'secret-value',
    found: 's3Cr…NlY3',
    why: SAMPLE_SECRET,
  },
  {
    path: 'tests/unit/aws/signature.test.ts',
    rule: 'secret-value',
    found: 'wJal…EKEY',
    why: "the secret of the examples in Amazon's own pages",
  },
  { path: 'tests/integration/api/refusals.test.ts', rule: 'phone-number', why: SUBJECT },
  { path: 'tests/unit/http/phone-in-text.test.ts', rule: 'phone-number', why: SUBJECT },
  { path: 'tests/integration/access/audit.test.ts', rule: 'phone-number', why: SUBJECT },
  { path: 'tests/integration/access/masked.test.ts', rule: 'phone-number', why: SUBJECT },
  { path: 'tests/integration/privacy/erase-person.test.ts', rule: 'phone-number', why: SUBJECT },
  { path: 'tests/integration/privacy/people-in-all-modes.ts', rule: 'phone-number', why: SUBJECT },
  { path: 'tests/integration/leaks/planted.ts', rule: 'phone-number', why: PLANTED },
  { path: 'tests/integration/leaks/journey.ts', rule: 'phone-number', why: PLANTED },
  { path: 'tests/integration/leaks/failures.ts', rule: 'phone-number', why: PLANTED },
  { path: 'tests/integration/leaks/operators.ts', rule: 'phone-number', why: PLANTED },
  { path: 'tests/integration/recordings/download-connections.test.ts', rule: 'basicauth', why: PROXY },
  { path: 'tests/integration/recordings/download.test.ts', rule: 'basicauth', why: PROXY },
];

const fits = ({ path, rule, found }: Allowance, finding: SecretFinding): boolean =>
  path === finding.path && rule === finding.rule && (found === undefined || found === finding.found);

/** The findings that nobody has looked at. */
export const notAllowed = (findings: readonly SecretFinding[]): readonly SecretFinding[] =>
  findings.filter((finding) => !ALLOWED.some((allowance) => fits(allowance, finding)));

/** The allowances that allow nothing. */
export const notNeeded = (findings: readonly SecretFinding[]): readonly Allowance[] =>
  ALLOWED.filter((allowance) => !findings.some((finding) => fits(allowance, finding)));
