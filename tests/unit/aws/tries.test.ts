import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../../../shared/aws/service-error.ts';
import { createRepeatStock, pauseMs, repeatable } from '../../../shared/aws/tries.ts';

const refusal = (name: string, status = 400, message = 'no'): ServiceError =>
  new ServiceError(name, message, { status, headers: {}, body: Buffer.alloc(0) });

const networkError = (code: string): Error => Object.assign(new Error('the network'), { code });

/** The SDK reads the status from elsewhere, and has a mark on one of its classes. */
const asSdkHasIt = (failure: Error) => {
  const $metadata = failure instanceof ServiceError ? { httpStatusCode: failure.httpStatus } : {};
  const mark = failure.name === 'ReplicatedWriteConflictException' ? { $retryable: {} } : {};
  return Object.assign(failure, { $metadata }, mark) as never;
};

const sdkSays = (failure: Error) => {
  const seen = asSdkHasIt(failure);
  return isThrottlingError(seen) ? 'throttled' : isTransientError(seen) ? 'transient' : undefined;
};

const THROTTLED = [
  ...['BandwidthLimitExceeded', 'EC2ThrottledException', 'LimitExceededException', 'PriorRequestNotComplete'],
  ...['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'RequestThrottled'],
  ...['RequestThrottledException', 'SlowDown', 'ThrottledException', 'Throttling', 'ThrottlingException'],
  ...['TooManyRequestsException', 'TransactionInProgressException'],
].map((name) => refusal(name));

const TRANSIENT = [
  ...[500, 502, 503, 504].map((status) => refusal('Unknown', status)),
  ...['RequestTimeout', 'RequestTimeoutException', 'ReplicatedWriteConflictException'].map((name) =>
    refusal(name),
  ),
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT'].map(networkError),
  ...['EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].map(networkError),
  Object.assign(new Error('silence'), { name: 'TimeoutError' }),
  refusal('InvalidSignatureException', 400, 'Signature expired: 20260301T080000Z is now earlier than'),
];

const FINAL = [
  ...['ValidationException', 'ConditionalCheckFailedException', 'ResourceNotFoundException'].map((name) =>
    refusal(name),
  ),
  ...['AccessDeniedException', 'InvalidSignatureException', 'ResourceInUseException'].map((name) =>
    refusal(name),
  ),
  ...[403, 404, 413, 501, 505].map((status) => refusal('Unknown', status)),
  refusal('AccessDeniedException', 400, 'Signature expired'),
  networkError('CERT_HAS_EXPIRED'),
  new Error('no credentials in the environment'),
];

const shown = (failure: Error): string =>
  `${failure.name} ${'code' in failure ? failure.code : ''}${'httpStatus' in failure ? failure.httpStatus : ''}`;

describe('a failed request', () => {
  it.each([
    ...THROTTLED.map((failure) => [shown(failure), 'throttled', failure] as const),
    [shown(refusal('Unknown', 429)), 'throttled', refusal('Unknown', 429)] as const,
    ...TRANSIENT.map((failure) => [shown(failure), 'transient', failure] as const),
    ...FINAL.map((failure) => [shown(failure), undefined, failure] as const),
  ])('with %s is %s, as the SDK has it', (_shown, why, failure) => {
    expect(repeatable(failure)).toBe(why);
    expect(sdkSays(failure)).toBe(why);
  });

  it('is repeated when its answer came damaged, which the SDK does not look for', () => {
    expect(repeatable(refusal('DamagedAnswer', 200))).toBe('transient');
  });

  it('that is not an error is for good', () => {
    expect(repeatable('ECONNRESET')).toBeUndefined();
  });
});

describe('the pause before the next try', () => {
  it.each([
    ['transient', 1, 0.5, 12],
    ['transient', 2, 0.5, 25],
    ['transient', 2, 0.999, 49],
    ['transient', 1, 0, 0],
    ['throttled', 1, 0.5, 500],
    ['throttled', 2, 0.5, 1000],
  ] as const)('when %s, after %i tries, at %d of its length is %i ms', (why, triesSoFar, part, expected) => {
    expect(pauseMs(why, { triesSoFar, baseMs: 25, random: () => part })).toBe(expected);
  });
});

describe('the stock of repetitions', () => {
  const takenFrom = (stock: ReturnType<typeof createRepeatStock>, why: 'transient' | 'throttled'): number => {
    let count = 0;
    while (stock.take(why)) count += 1;
    return count;
  };

  it('is empty after 35 transient failures or 100 throttled ones', () => {
    expect(takenFrom(createRepeatStock(), 'transient')).toBe(35);
    expect(takenFrom(createRepeatStock(), 'throttled')).toBe(100);
  });

  it('grows again by what a repetition that helped has cost, and by little with other successes', () => {
    const stock = createRepeatStock();
    takenFrom(stock, 'throttled');

    stock.restore('transient');
    expect(takenFrom(stock, 'transient')).toBe(1);
    for (let success = 1; success <= 13; success += 1) stock.restore(undefined);
    expect(takenFrom(stock, 'transient')).toBe(0);
    stock.restore(undefined);
    expect(takenFrom(stock, 'transient')).toBe(1);
  });

  it('is never more than full', () => {
    const stock = createRepeatStock();

    stock.restore('transient');

    expect(takenFrom(stock, 'throttled')).toBe(100);
  });
});
