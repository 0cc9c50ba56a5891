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
      '{"time":"2026-03-01T08:00:00.000Z","level":"info","event":"call-stored","callId":"abc","attempts":2}',
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
        requestId: 'JKJaXmPLvHcESHA=',
        functionName: 'bind',
        event: 'late',
      },
      { time: '2026-03-01T08:00:00.000Z', level: 'warn', requestId: 'other', event: 'late' },
      { time: '2026-03-01T08:00:00.000Z', level: 'warn', event: 'outside' },
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

  it('counts in the embedded metric format, at any level', () => {
    const { logger, lines } = setUp('error');

    logger.metrics({ calls: 3, waitSeconds: 1.5, recordingBytes: 568044 }, { app: 'rides' });

    expect(lines).toEqual([
      '{"_aws":{"Timestamp":1772352000000,"CloudWatchMetrics":[{"Namespace":"PrivateNumber","Dimensions":[["app"]],' +
        '"Metrics":[{"Name":"calls","Unit":"Count"},{"Name":"waitSeconds","Unit":"Seconds"},' +
        '{"Name":"recordingBytes","Unit":"Bytes"}]}]},"app":"rides","calls":3,"waitSeconds":1.5,"recordingBytes":568044}',
    ]);
  });

  it('sends nothing when everything it counts is 0, and the zeros beside something else', () => {
    const { logger, lines } = setUp();

    logger.metrics({ calls: 0, waitSeconds: 0 }, { app: 'rides' });
    logger.metrics({ calls: 0 });
    logger.metrics({ calls: 1, failures: 0 });

    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ calls: 1, failures: 0 }]);
  });

  it('counts without dimensions', () => {
    const { logger, lines } = setUp();

    logger.metrics({ calls: 1 });

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      _aws: { CloudWatchMetrics: [{ Dimensions: [[]] }] },
      calls: 1,
    });
  });

  it('lets no number through as a dimension', () => {
    const { logger, lines } = setUp();

    logger.metrics({ calls: 1 }, { x: '+8617000000001' });

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
