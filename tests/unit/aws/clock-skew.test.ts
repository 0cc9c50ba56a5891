import { describe, expect, it } from 'vitest';
import { type Deed, GOOD, refuse, scriptedService } from '../../builders/scripted-service.ts';

const INPUT = { TableName: 'calls', Key: { pk: { S: 'C#a' } } };

describe('a clock that is wrong', () => {
  const EIGHT = 'Sun, 01 Mar 2026 08:00:00 GMT';
  const clockAt = (instant: string) => () => new Date(instant);
  const skewed = (name: string, date = EIGHT, more = {}) => refuse(name, { headers: { date, ...more } });

  it.each([
    ...['AccessDeniedException', 'AuthFailure', 'InvalidSignatureException', 'RequestExpired'],
    ...['RequestInTheFuture', 'RequestTimeTooSkewed', 'SignatureDoesNotMatch'],
  ])('is set right by a refusal, for good: %s', async (name) => {
    const { call, arrived } = await scriptedService([skewed(name), GOOD], {
      clock: clockAt('2026-03-01T07:50:00.000Z'),
    });

    await call('GetItem', INPUT);
    await call('GetItem', INPUT);

    expect(arrived.map(({ headers }) => headers['x-amz-date'])).toEqual([
      '20260301T075000Z',
      '20260301T080000Z',
      '20260301T080000Z',
    ]);
  });

  it('is set right from four minutes on', async () => {
    const { call, arrived, pauses } = await scriptedService([skewed('AccessDeniedException'), GOOD], {
      clock: clockAt('2026-03-01T08:04:00.000Z'),
    });

    await call('GetItem', INPUT);

    expect(arrived).toHaveLength(2);
    expect(pauses).toEqual([12]);
  });

  it('is set right for all calls of that moment', async () => {
    const judge: Deed = (response, request) =>
      (request.headers['x-amz-date'] === '20260301T080000Z' ? GOOD : skewed('InvalidSignatureException'))(
        response,
        request,
      );
    const { call, arrived } = await scriptedService([judge], { clock: clockAt('2026-03-01T08:10:00.000Z') });

    const answers = await Promise.all([
      call('GetItem', INPUT),
      call('GetItem', INPUT),
      call('GetItem', INPUT),
    ]);

    expect(answers).toEqual([{}, {}, {}]);
    expect(arrived.filter(({ headers }) => headers['x-amz-date'] === '20260301T080000Z')).toHaveLength(3);
  });

  it.each([
    ['right within four minutes', skewed('AccessDeniedException'), '2026-03-01T07:56:01.000Z'],
    ['not what is refused', skewed('ValidationException'), '2026-03-01T07:00:00.000Z'],
    [
      'compared with an old answer',
      skewed('AccessDeniedException', EIGHT, { age: '9' }),
      '2026-03-01T07:00:00.000Z',
    ],
    ['compared with no time', skewed('AccessDeniedException', 'today'), '2026-03-01T07:00:00.000Z'],
  ])('is not the reason when it is %s', async (_case, deed, now) => {
    const { call, arrived } = await scriptedService([deed], { clock: clockAt(now) });

    await expect(call('GetItem', INPUT)).rejects.toMatchObject({ message: 'no' });

    expect(arrived).toHaveLength(1);
  });
});
