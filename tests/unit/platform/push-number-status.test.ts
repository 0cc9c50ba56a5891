import { describe, expect, it } from 'vitest';
import { readNumberStatus } from '../../../shared/platform/pushes/push-number-status.ts';
import { aPushApp } from '../../builders/pushes.ts';

const X = '+8617000000001';

const read = (sent: object) => readNumberStatus({ number: X, ...sent }, aPushApp(), () => true);

describe('the state of a private number', () => {
  it.each<[string, object, string, string | undefined]>([
    ['5', { status: '5' }, 'available', undefined],
    ['9', { status: '9' }, 'suspended', undefined],
    ['11', { status: '11' }, 'draining', undefined],
    ['10 without a cause', { status: '10' }, 'unavailable', undefined],
    ['10, deleted', { status: '10', cause: '1' }, 'unavailable', 'deleted'],
    ['10, arrears', { status: '10', cause: '2' }, 'unavailable', 'arrears'],
    ['10, stopped', { status: '10', cause: '3' }, 'unavailable', 'stopped'],
    ['10, limited', { status: '10', cause: '5' }, 'unavailable', 'calls-limited'],
    ['10, limit lifted', { status: '10', cause: '6' }, 'unavailable', 'limit-lifted'],
    ['10, forwarding', { status: '10', cause: '7' }, 'unavailable', 'forwarding-always'],
    ['10, forwarding without answer', { status: '10', cause: '8' }, 'unavailable', 'forwarding-no-answer'],
    ['10, forwarding when busy', { status: '10', cause: '9' }, 'unavailable', 'forwarding-busy'],
    ['10 with the cause that does not exist', { status: '10', cause: '4' }, 'unavailable', 'cause-4'],
    ['as numbers', { status: 10, cause: 2 }, 'unavailable', 'arrears'],
    ['9 with a cause, which only 10 has', { status: '9', cause: '2' }, 'suspended', undefined],
    ['with an empty cause', { status: '10', cause: '' }, 'unavailable', undefined],
    ['unknown', { status: '12' }, 'unavailable', 'status-12'],
    ['unknown with a cause', { status: '7', cause: '2' }, 'unavailable', 'status-7'],
    ['named like what every object has', { status: 'constructor' }, 'unavailable', 'status-unknown'],
    ['that may be a number', { status: '13800000001' }, 'unavailable', 'status-unknown'],
    ['with a cause that may be a number', { status: '10', cause: X }, 'unavailable', 'cause-unknown'],
  ])('%s is understood', (_case, sent, state, cause) => {
    expect(read(sent)).toEqual({ kind: 'number-status', status: { app: 'rides', x: X, state, cause } });
  });

  it.each([[{ status: '' }], [{ number: 'nobody', status: '5' }], [{ number: null, status: '5' }]])(
    'without what it is about is set aside: %j',
    (sent) => {
      expect(read(sent)).toMatchObject({ kind: 'unreadable', reason: 'no-number' });
    },
  );
});
