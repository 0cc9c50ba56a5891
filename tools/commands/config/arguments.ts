import { parseArgs } from 'node:util';
import { type AskedStage, askedStageOf, COMMON_OPTIONS, COMMON_USAGE } from '../ops/asked-stage.ts';
import { chosenAction, didYouMean } from '../ops/nearest.ts';
import { DOCUMENTS, type SecretDocument, secretNameOf } from '../secret/documents.ts';

/** The arguments of `npm run ops -- config`. */
export type ConfigArguments = AskedStage &
  Readonly<{
    json: boolean;
    document: SecretDocument;
    /** Name or ARN. */
    secretId: string;
  }> &
  (
    | Readonly<{ action: 'show' }>
    | Readonly<{ action: 'check'; file: string }>
    | Readonly<{ action: 'set'; file: string | undefined; force: boolean; dryRun: boolean }>
  );

export const CONFIG_USAGE = `npm run ops -- config check  --file <file>  [--document <name>]
npm run ops -- config set    --file <file> | --previous  --stage <stage>  [--document <name>] [--secret <secret>] [--dry-run] [--force]
npm run ops -- config show   [--document <name>] [--secret <secret>]

  check              is the document valid and safe? Names every fault at once, needs no account. Keys that are not
                     random or stand there twice, and texts of samples, are faults here and in set, not for the functions
  set                check it, tell by names what differs from the one in force, put it into the secret. An older document
                     gets lookupKey, idKey and lookupChange of the one in force
  show               the document in force, with every secret hidden
  --file             the document; - is standard input. Never an argument: those are in the history and in ps
  --previous         the version before the one in force again
  --dry-run          tell what differs, change nothing
  --force            also when stored data would be lost (a data key still in use taken out, lookupKey changed), another
                     data key would seal too early, or a key protects nothing
  --document         ${Object.keys(DOCUMENTS).join(' or ')} (configuration)
  --secret           name or ARN of another secret than that of the stack (parameter configUri)
${COMMON_USAGE}

Needs secretsmanager:GetSecretValue and, for set, PutSecretValue on the secret; where data might be lost, set counts by
manage-keys (lambda:InvokeFunction). A set document is in force within five minutes. Ends with 1 when the document is not
valid or safe (check), or was refused (set).`;

/** @throws {Error} in words for the person who typed. */
export const readConfigArguments = (written: readonly string[]): ConfigArguments => {
  const { values, positionals } = parseArgs({
    args: [...written],
    allowPositionals: true,
    options: {
      file: { type: 'string' },
      previous: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      document: { type: 'string', default: 'configuration' },
      secret: { type: 'string' },
      ...COMMON_OPTIONS,
    },
  });
  const { file, previous, force, json } = values;
  const dryRun = values['dry-run'];
  const action = chosenAction(positionals, ['check', 'set', 'show']);
  const stage = askedStageOf(values, action === 'set' ? 'changes' : 'looks');
  const document = documentOf(values.document);
  const common = { json, document, secretId: values.secret ?? secretNameOf(document, stage.stage), ...stage };
  if (action !== 'set' && (previous || force || dryRun))
    throw new Error('--previous, --force and --dry-run belong to set');
  if (action === 'show') return { action, ...common };
  if (action === 'check') return { action, file: given(file), ...common };
  if (previous && file !== undefined) throw new Error('--file and --previous exclude each other');
  return { action, file: previous ? undefined : given(file), force, dryRun, ...common };
};

const given = (file: string | undefined): string => {
  if (file === undefined) throw new Error('--file is missing; - is standard input');
  return file;
};

const documentOf = (name: string): SecretDocument => {
  const document = DOCUMENTS[name];
  if (document !== undefined) return document;
  const names = Object.keys(DOCUMENTS);
  throw new Error(`--document must be ${names.join(' or ')}${didYouMean(name, names)}`);
};
