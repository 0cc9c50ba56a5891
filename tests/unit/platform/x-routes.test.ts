import { expect, it } from 'vitest';
import { createXRoutes } from '../../../shared/platform/modes/x-routes.ts';
import { A, aBindRequest, B, X } from '../../builders/bind-request.ts';

const platform = createXRoutes();
const terms = { callDirection: 'both', record: false } as const;

it('a route is bound, changed and released without the platform, which never has one', async () => {
  const bound = await platform.bind(aBindRequest());
  const modified = await platform.modify('none', { userData: 'order-43' }, terms);
  const released = await platform.unbind('none');
  const found = await platform.find({ x: X, a: A, b: B });
  const got = await platform.get('none');
  const page = await platform.list(X, undefined);

  expect(bound).toEqual({ kind: 'ok', value: { subscriptionId: undefined, x: X } });
  expect(modified).toEqual({ kind: 'ok', value: 'modified' });
  expect(released).toEqual({ kind: 'ok', value: 'released' });
  expect([found, got]).toEqual(Array(2).fill({ kind: 'ok', value: undefined }));
  expect(page).toEqual({ kind: 'ok', value: { bindings: [], next: undefined } });
});

it('nobody chooses an X', async () => {
  expect(await platform.bind(aBindRequest({ x: undefined }))).toMatchObject({
    kind: 'refused',
    problem: 'invalid-request',
  });
});
