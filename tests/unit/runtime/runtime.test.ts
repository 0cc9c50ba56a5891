import { describe, expect, it } from 'vitest';
import { once } from '../../../shared/runtime/once.ts';
import { documentsAway } from '../../fakes/documents-around.ts';
import { createTestRuntime } from '../../harness/test-runtime.ts';

/** Variables whose reading is noted. */
const watched = (variables: Readonly<Record<string, string>>) => {
  const reads: string[] = [];
  const environment = new Proxy(variables, {
    get: (target, name) => {
      reads.push(String(name));
      return Reflect.get(target, name);
    },
  });
  return { environment, reads };
};

describe('once', () => {
  it('makes a thing a single time, even when that is undefined', () => {
    let made = 0;
    const get = once(() => {
      made += 1;
      return undefined;
    });

    expect([get(), get(), made]).toEqual([undefined, undefined, 1]);
  });

  it('tries again after a failure', () => {
    let tries = 0;
    const get = once(() => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
      return 'made';
    });

    expect(get).toThrow('not yet');
    expect(get()).toBe('made');
  });
});

describe('a runtime', () => {
  it('makes one client of the store, when it is first asked for', () => {
    let made = 0;
    const runtime = createTestRuntime({
      documents: () => {
        made += 1;
        return documentsAway();
      },
    });

    const before = made;
    const clients = [runtime.documents(), runtime.documents()];

    expect(before).toBe(0);
    expect(clients[0]).toBe(clients[1]);
    expect(made).toBe(1);
  });

  it('reads its settings once', () => {
    const { environment, reads } = watched({ RETENTION_DAYS: '30' });
    const runtime = createTestRuntime({ environment });

    const days = [runtime.settings().retentionDays, runtime.settings().retentionDays];

    expect(days).toEqual([30, 30]);
    expect(reads.filter((name) => name === 'RETENTION_DAYS')).toHaveLength(1);
  });

  it.each([
    ['error', ['an-error']],
    ['warn', ['an-error', 'a-warning']],
    [undefined, ['an-error', 'a-warning', 'an-info']],
    ['debug', ['an-error', 'a-warning', 'an-info', 'a-detail']],
  ])('has a logger that obeys LOG_LEVEL %s', (level, events) => {
    const lines: string[] = [];
    const { logger } = createTestRuntime({
      environment: { LOG_LEVEL: level },
      writeLog: (line) => lines.push(line),
    });

    logger.error('an-error');
    logger.warn('a-warning');
    logger.info('an-info');
    logger.debug('a-detail');

    expect(lines.map((line) => JSON.parse(line).event)).toEqual(events);
  });
});
