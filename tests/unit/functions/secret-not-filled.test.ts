import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfigurationText } from '../../../shared/runtime/configuration.ts';
import { ROOT } from '../../../tools/local-stack/template.ts';
import { aContext } from '../../builders/api-event.ts';
import { createTestRuntime } from '../../harness/test-runtime.ts';

/** Names of the variables do not matter here: the document is read before any of them is used. */
const ENVIRONMENT = {
  CONFIG_URI: 'secretsmanager:one',
  BINDINGS_TABLE: 'bindings',
  CALLS_TABLE: 'calls',
  MESSAGES_TABLE: 'messages',
  NUMBERS_TABLE: 'numbers',
  PUSHES_TABLE: 'pushes',
  USAGE_TABLE: 'usage',
  RECORDINGS_BUCKET: 'recordings',
  EVENT_BUS_NAME: 'events',
  EVENTS_QUEUE_URL: 'https://sqs.local/untold-events',
};

/** The answers of Secrets Manager for a secret without a value, and for one that is not there. */
const NO_VALUE = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
const NO_SECRET = "Secrets Manager can't find the specified secret.";

const functionsWith = (trigger: RegExp): readonly string[] =>
  readdirSync(join(ROOT, 'functions')).filter((folder) =>
    trigger.test(readFileSync(join(ROOT, 'functions', folder, 'function.yml'), 'utf8')),
  );
const SCHEDULED = functionsWith(/- schedule:|archiver-schedules/);

const invoked = async (folder: string, message: string, event: unknown = {}) => {
  const { compose } = await import(`../../../functions/${folder}/index.ts`);
  const lines: Record<string, unknown>[] = [];
  const refusal = Object.assign(new Error(message), { name: 'ResourceNotFoundException' });
  const runtime = createTestRuntime({
    environment: ENVIRONMENT,
    readConfiguration: (uri) => readConfigurationText(uri, () => Promise.reject(refusal)),
    writeLog: (line) => lines.push(JSON.parse(line)),
  });
  const result = await compose(runtime)(event, aContext()).catch((error: Error) => error.message);
  return { result, events: lines.map((line) => line['event'] ?? Object.keys(line).at(-1)) };
};

describe('while the secret of the configuration document waits for its first value', () => {
  it('ten functions run by themselves', () => {
    expect(SCHEDULED).toHaveLength(10);
  });

  it.each(SCHEDULED)('%s ends without an error and counts nothing that rings', async (folder) => {
    expect(await invoked(folder, NO_VALUE)).toEqual({ result: undefined, events: ['secret-not-filled'] });
  });

  it.each(['publish-events', 'mark-usage'])(
    '%s takes no change of a stream, so that all come again',
    async (folder) => {
      const { result, events } = await invoked(folder, NO_VALUE, { Records: [] });

      expect([result, events]).toEqual(['the secret has no value yet', ['function-failed']]);
    },
  );

  it('a function that an operator invokes says so', async () => {
    expect(await invoked('report-status', NO_VALUE)).toEqual({
      result: 'the secret has no value yet',
      events: ['function-failed'],
    });
  });
});

describe('a secret that is not there', () => {
  it.each(SCHEDULED)('makes %s fail, and is counted', async (folder) => {
    expect(await invoked(folder, NO_SECRET)).toEqual({
      result: NO_SECRET,
      events: ['configurationsNotRead', 'function-failed'],
    });
  });
});
