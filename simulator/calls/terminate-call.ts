import type { Operation } from '../modes/mode.ts';
import { HTML_TYPE, Refusal, successAnswer } from '../protocol/answer.ts';
import { bodyParameters } from '../protocol/parameters.ts';

/** A call under way that can be ended, and the private number it came in on. */
export type RunningCall = { appKey: string; dialled: string; stop(): void };

/** This group of operations answers 500 also to what the customer did wrong (`rtc_05_0007`). */
const sessionToStop = (body: string): string => {
  try {
    const parameters = bodyParameters(body);
    if (parameters.requiredText('signal', 1, 128) === 'call_stop')
      return parameters.requiredText('sessionid', 1, 256);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
  }
  throw new Refusal(500, '1020001');
};

/** Terminate call: open to all modes, JSON labelled as HTML. A call already over is taken for an unknown one. */
export const terminateCallOperation = (find: (sessionId: string) => RunningCall | undefined): Operation => ({
  name: 'call-stop',
  mode: null,
  method: 'POST',
  path: '/rest/httpsessions/callStop/v2.0',
  contentType: HTML_TYPE,
  unknownAppKey: { httpStatus: 500, code: '1020150' },
  handle({ app, body }) {
    const call = find(sessionToStop(body));
    if (!call || call.appKey !== app.appKey) throw new Refusal(500, '1020152');
    call.stop();
    return successAnswer({}, HTML_TYPE);
  },
});
