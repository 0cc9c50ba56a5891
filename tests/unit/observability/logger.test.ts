import { describe, expect, it } from 'vitest';
import { withLogContext } from '../../../shared/observability/log-context.ts';
import { createLogger, type LogLevel, logLevel } from '../../../shared/observability/logger.ts';

const NOW = new Date('2026-03-01T08:00:00.000Z');

const setUp = (level: LogLevel = 'info') => {
  const lines: string[] = [];
  const logger = createLogger({ clock: () => NOW, level, write: (line) => lines.push(line) });
  return { logger, lines };
};

describe('the logger', () => {
  it('writes one JSON line an event', () => {
    const { logger, lines } = setUp();

    logger.info('call-stored', { callId: 'abc', attempts: 2 });

    expect(lines).toEqual([
      '{"time":"2026-03-01T08:00:00.000Z","level":"info","stage":"local","event":"call-stored","callId":"abc","attempts":2}',
    ]);
  });

  it('carries the ids of the invocation into everything that it starts', async () => {
    const { logger, lines } = setUp();
    const later = async () => {
      await Promise.resolve();
      logger.warn('late');
    };

    await Promise.all([
      withLogContext({ requestId: 'JKJaXmPLvHcESHA=', functionName: 'bind' }, later),
      withLogContext({ requestId: 'other' }, later),
    ]);
    logger.warn('outside');

    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        time: '2026-03-01T08:00:00.000Z',
        level: 'warn',
        stage: 'local',
        requestId: 'JKJaXmPLvHcESHA=',
        functionName: 'bind',
        event: 'late',
      },
      { time: '2026-03-01T08:00:00.000Z', level: 'warn', stage: 'local', requestId: 'other', event: 'late' },
      { time: '2026-03-01T08:00:00.000Z', level: 'warn', stage: 'local', event: 'outside' },
    ]);
  });

  it('leaves a request id with many digits as it is', () => {
    const { logger, lines } = setUp();
    const requestId = 'c6af9ac6-7b61-11e6-9a41-93e812345678';

    withLogContext({ requestId }, () => logger.info('started'));

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId });
  });

  it('lets no number through', () => {
    const { logger, lines } = setUp();

    logger.error('failed for +8613800000001', { to: '13800000001', error: new Error('138 0000 0001') });

    expect(lines.join()).not.toMatch(/13800000001|138 0000 0001/);
    expect(lines.join()).toContain('***01');
  });

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['warn', ['warn', 'error']],
    ['error', ['error']],
  ] as const)('at level %s writes %j', (level, written) => {
    const { logger, lines } = setUp(level);

    for (const name of ['debug', 'info', 'warn', 'error'] as const) logger[name]('event');

    expect(lines.map((line) => JSON.parse(line).level)).toEqual(written);
  });

  it('writes the stage in every line, and "local" where nobody says one', () => {
    const lines: string[] = [];
    const write = (line: string) => lines.push(line);

    createLogger({ clock: () => NOW, stage: 'prod', write }).info('event');
    createLogger({ clock: () => NOW, write }).info('event');

    expect(lines.map((line) => JSON.parse(line).stage)).toEqual(['prod', 'local']);
  });

  it('counts in the embedded metric format, at any level, under the stage and what the metric is counted by', () => {
    const { logger, lines } = setUp('error');

    logger.metrics({ pushesFailed: 1 }, { route: 'cdr' });

    expect(lines).toEqual([
      '{"_aws":{"Timestamp":1772352000000,"CloudWatchMetrics":[{"Namespace":"PrivateNumber",' +
        '"Dimensions":[["stage"],["stage","route"]],"Metrics":[{"Name":"pushesFailed","Unit":"Count"}]}]},' +
        '"stage":"local","route":"cdr","pushesFailed":1}',
    ]);
  });

  it('sends no zero, beside other values or alone', () => {
    const { logger, lines } = setUp();

    logger.metrics({ bindingsDue: 0, bindingsFailed: 0 });
    logger.metrics({ bindingsDue: 3, bindingsFailed: 0 });

    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"bindingsDue":3');
    expect(lines[0]).not.toContain('bindingsFailed');
  });

  it('sends the zero of a level, because it is not the same as no data', () => {
    const { logger, lines } = setUp();

    logger.metrics({ nearestDeadlineHours: 0, recordingsWaiting: 0 });

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ nearestDeadlineHours: 0 });
    expect(lines[0]).not.toContain('recordingsWaiting');
  });

  it('lets no number through as a dimension', () => {
    const { logger, lines } = setUp();

    logger.metrics({ extensionsResting: 1 }, { app: '+8617000000001' });

    expect(lines.join()).not.toContain('17000000001');
  });
});

describe('logLevel', () => {
  it.each([
    ['debug', 'debug'],
    ['info', 'info'],
    ['warn', 'warn'],
    ['error', 'error'],
    ['WARN', 'info'],
    ['', 'info'],
    [undefined, 'info'],
  ])('reads %j as %s', (written, level) => {
    const read = logLevel(written);

    expect(read).toBe(level);
  });
});
