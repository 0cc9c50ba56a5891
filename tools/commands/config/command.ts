import { invokerOf } from '../invoke.ts';
import type { ExitCode } from '../ops/command.ts';
import { deploymentCommand, type Speech } from '../ops/deployment-command.ts';
import { checkDocument } from '../secret/check-document.ts';
import { openSecret } from '../secret/secret.ts';
import { jsonOf } from '../secret/versions.ts';
import { CONFIG_USAGE, type ConfigArguments, readConfigArguments } from './arguments.ts';
import { readDocumentFile } from './document-file.ts';
import { withoutSecrets } from './hide.ts';
import { type DocumentChange, setDocument, setPreviousDocument } from './run.ts';

/** The documents with the secrets: checked before they count, never in a template, the environment or a history. */
export const configCommand = deploymentCommand({
  name: 'config',
  summary: 'check, set and show the configuration document in its secret',
  usage: CONFIG_USAGE,
  needsArguments: true,
  read: readConfigArguments,
  isApart: ({ action }) => action === 'check',
  run(asked, speech) {
    if (asked.action === 'check') return check(asked, speech);
    return asked.action === 'show' ? show(asked, speech) : set(asked, speech);
  },
});

const check = async (
  { file, document }: Extract<ConfigArguments, { action: 'check' }>,
  { answer }: Speech,
): Promise<ExitCode> => {
  const text = await readDocumentFile(file, false);
  try {
    const notices = document.noticesOf(checkDocument(document, text));
    const words = ['the document is valid', ...notices].join('\n');
    answer({ valid: true, faults: [], notices }, () => words);
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, ...faults] = message.split('\n').map((line) => line.trim());
    const told = faults.length === 0 ? [message] : faults;
    answer({ valid: false, faults: told }, () => message);
    return 1;
  }
};

const show = async (asked: ConfigArguments, { answer }: Speech): Promise<ExitCode> => {
  const { secretId } = asked;
  const current = await openSecret(asked).current();
  if (current === undefined) throw new Error(`the secret ${secretId} does not exist, or has no value yet`);
  const { versionId, createdAt } = current;
  const document = withoutSecrets(jsonOf(current));
  answer(
    { secretId, versionId, createdAt, document },
    () =>
      `${secretId}, version ${versionId} of ${createdAt.toISOString()}\n${JSON.stringify(document, null, 2)}`,
  );
  return 0;
};

const set = async (
  asked: Extract<ConfigArguments, { action: 'set' }>,
  { answer, tell }: Speech,
): Promise<ExitCode> => {
  const { file, document, secretId, force, dryRun } = asked;
  const invoke = invokerOf(asked);
  const deps = { secret: openSecret(asked), document, invoke, tell, now: new Date() };
  const how = { force, dryRun };
  const change =
    file === undefined
      ? await setPreviousDocument(deps, how)
      : await setDocument(deps, await readDocumentFile(file, true), how);
  answer({ secretId, dryRun, ...change }, () => describeChange(change, dryRun));
  return change.refusals.length === 0 ? 0 : 1;
};

const describeChange = (
  { differences, notices, refusals, mayBeForced, versionId }: DocumentChange,
  dryRun: boolean,
): string =>
  [
    ...(differences.length === 0 ? ['nothing differs from the document in force'] : differences),
    ...notices,
    ...refusals.map((refusal) => `refused: ${refusal}`),
    ...(refusals.length === 0 || dryRun
      ? []
      : [mayBeForced ? 'Nothing was changed; --force does it all the same.' : 'Nothing was changed.']),
    ...(dryRun && differences.length > 0 ? ['Nothing was changed (--dry-run).'] : []),
    ...(versionId === undefined ? [] : [`version ${versionId} is in force within five minutes`]),
  ].join('\n');
