import type { StatusReport } from '../../../shared/status/read-status.ts';
import { seen } from '../cloud/seen.ts';
import { checkDocument } from '../secret/check-document.ts';
import { DOCUMENTS, type SecretDocument } from '../secret/documents.ts';
import type { Secret, SecretVersion } from '../secret/secret.ts';
import { type CheckLine, judged, ok, wrong } from './check-line.ts';

/** The documents in their secrets, as `config check` looks at them; values are never shown. */
export const documentChecks = (open: (document: SecretDocument) => Secret): Promise<readonly CheckLine[]> =>
  Promise.all(
    Object.entries(DOCUMENTS).map(async ([name, document]) => {
      const line = `${name} document`;
      const current = await seen('secretsmanager:GetSecretValue', () => open(document).current());
      const fix = `npm run ops -- config set --document ${name} --file <file> --stage <stage>`;
      return judged(
        line,
        current,
        (version) => {
          if (version === undefined)
            return wrong(line, 'the secret does not exist, or has no value yet', fix);
          return checked(line, document, version, fix);
        },
        { text: 'the secret does not exist', fix },
      );
    }),
  );

const checked = (name: string, document: SecretDocument, version: SecretVersion, fix: string): CheckLine => {
  try {
    const notices = document.noticesOf(checkDocument(document, version.text));
    return ok(name, [`complete, of ${version.createdAt.toISOString()}`, ...notices].join('; '));
  } catch (error) {
    const lines = (error instanceof Error ? error.message : String(error)).split('\n');
    return wrong(name, lines.map((line) => line.trim()).join(' '), fix);
  }
};

const READ = 'look at the tables below, and at the log line status-not-read of report-status';

/** The tables as a function with its own rights reads them, and the pool of each app. */
export const readingChecks = ({ apps, backlog, lastPushes }: StatusReport): readonly CheckLine[] => [
  readLine('bindings', backlog),
  readLine('pushes', lastPushes),
  ...apps.map(({ app, needsNumbers, pool }) => {
    const name = `numbers of ${app}`;
    if ('failed' in pool) return wrong(name, `cannot be read (${pool.failed})`, READ);
    const states = pool.value.areas.map((area) => area.states);
    const count = states.flatMap((ofArea) => Object.values(ofArea)).reduce((sum, number) => sum + number, 0);
    const available = states.reduce((sum, ofArea) => sum + (ofArea.available ?? 0), 0);
    return available > 0 || !needsNumbers
      ? ok(name, `${available} of ${count} available`)
      : wrong(
          name,
          `none of ${count} is available`,
          '`numbers` of the app in the configuration document, or PUT /numbers',
        );
  }),
];

const readLine = (table: string, part: StatusReport['backlog'] | StatusReport['lastPushes']): CheckLine => {
  const name = `reading ${table}`;
  return 'failed' in part ? wrong(name, `failed (${part.failed})`, READ) : ok(name, 'works');
};
