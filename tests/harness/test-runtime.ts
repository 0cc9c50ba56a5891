import { randomId } from '../../shared/kernel/ids.ts';
import { readConfigurationText } from '../../shared/runtime/configuration.ts';
import { createRuntime, type Runtime, type StoreSurroundings } from '../../shared/runtime/runtime.ts';

/** A runtime for tests: what is not given is foreseeable or fails, and log lines are dropped. */
export const createTestRuntime = (overrides: Partial<StoreSurroundings> = {}): Runtime =>
  createRuntime({
    environment: {},
    clock: () => new Date('2026-03-01T08:00:00.000Z'),
    newId: randomId,
    random: () => 0,
    documents: () => {
      throw new Error('this test gave its runtime no documents');
    },
    readConfiguration: (uri) => readConfigurationText(uri, noSecrets),
    writeLog: () => undefined,
    ...overrides,
  });

const noSecrets = () => Promise.reject(new Error('this test gave its runtime no secrets'));
