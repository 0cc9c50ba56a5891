import { answerBody, REFUSALS } from '../../../shared/platform/pushes/push-answers.ts';
import { callee, privateNumber } from './bind-request.ts';

/** The body that answers a `callin`: nobody is put through. The right answer whenever you are in doubt. */
export const CLOSE_CALL: object = REFUSALS.callin;

/** The body that answers a `Block`: the text goes to nobody. The right answer whenever you are in doubt. */
export const DISCARD_TEXT: object = REFUSALS['sms-block'];

/** The way of a call in mode X. */
export type CallRoute = Readonly<{
  /** The private number that was called; the callee sees it. */
  x: string;
  callee: string;
  /** Minutes from the answer on. */
  maxCallMinutes?: number;
  /** The voice file that is played a minute before that. */
  lastMinuteTone?: string;
  /** Present: the call is recorded, after this announcement. */
  recordTone?: string;
  /** The voice file that the caller hears instead of the ringback. */
  waitingTone?: string;
  userData?: string;
}>;

/**
 * The body that answers a `callin`: the caller is put through.
 *
 * @throws {TypeError} for a field that holds another number than it must.
 */
export const connectCall = ({ x, callee: number, recordTone, ...route }: CallRoute): object =>
  answerBody({
    kind: 'call',
    decision: {
      kind: 'connect',
      x: privateNumber(x),
      route: {
        ...route,
        // Of bindings that we keep; it is not sent.
        bindingId: '',
        callee: callee('callee', number),
        mayCall: true,
        record: recordTone !== undefined,
        ...(recordTone === undefined ? {} : { recordTone }),
      },
    },
  });

/**
 * The body that answers a `Block`: the text goes on.
 *
 * @throws {TypeError} for a number that cannot be one.
 */
export const forwardText = ({ sender, receiver }: Readonly<{ sender: string; receiver: string }>): object =>
  answerBody({
    kind: 'sms',
    routed: {
      decision: { operation: 'forward', reason: 'route' },
      receiver: callee('receiver', receiver),
    },
    sender: callee('sender', sender),
  });
