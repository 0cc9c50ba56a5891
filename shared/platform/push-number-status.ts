import type { PushApp, PushItem } from '../pushes/push.ts';
import { fieldsOf, isObject } from './push-fields.ts';

/** Reads one entry of `numInfo`; its codes are strings (`numstatus_notify_axb`) and stay as sent. */
export const readNumberStatus = (sent: unknown, app: PushApp): PushItem => {
  if (!isObject(sent)) return { kind: 'unreadable', reason: 'not-an-object', sent };
  const fields = fieldsOf(sent);
  const x = fields.number('number');
  const status = fields.text('status');
  if (x === undefined || status === undefined) return { kind: 'unreadable', reason: 'no-number', sent };
  return { kind: 'number-status', status: { app: app.name, x, status, cause: fields.text('cause') } };
};
