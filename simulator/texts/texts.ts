import type { DecidedText, Mode, TextRoute } from '../modes/mode.ts';
import type { Pushes } from '../pushes/pushes.ts';
import type { AppRecord, NumberRecord } from '../state/apps.ts';
import type { Platform } from '../state/platform.ts';
import { blockEvent, notifyEvent, type TextFacts } from './text-event.ts';

/** A text message to send to an X number. */
export type SendText = {
  from: string;
  /** The X number. */
  to: string;
  content: string;
  /** The carrier's result instead of 0, for a text that is forwarded: 8, 9, 10, 12, 13 of the table. */
  sendResult?: number;
};

/** The result of a text. `sendResult` 0: forwarded, `delivered` tells to whom and with what text. */
export type SentText = {
  smsIdentifier: string;
  subscriptionId: string | null;
  sendResult: number;
  delivered: { to: string; content: string } | null;
};

/** The SMS side of the platform. */
export type Texts = {
  /** @throws when X belongs to no application, or to one of a mode without SMS. */
  send(text: SendText): Promise<SentText>;
};

/** Account, number and SMS ability come before the binding. */
const refusedBefore = (app: AppRecord, number: NumberRecord): number | null => {
  if (app.state !== 'normal') return 1;
  if (number.state === 9 || number.state === 10) return 3;
  return app.sms && number.sms !== false ? null : 11;
};

/** Texts of one platform. */
export const createTexts = (
  { clock, random, apps, dialect, settings }: Platform,
  modes: readonly Mode[],
  pushes: Pushes,
): Texts => {
  const ask = async (
    appKey: string,
    facts: TextFacts & { text: string },
    route: TextRoute & { kind: 'ask' },
  ): Promise<DecidedText> => {
    const body = { appKey, smsEvent: blockEvent(facts, route, dialect) };
    return route.decide(await pushes.ask({ appKey, kind: 'smsControl', body }, settings.smsPatienceMs));
  };

  const routeOf = (app: AppRecord, number: NumberRecord, { from, content }: SendText): TextRoute => {
    const mode = modes.find(({ name }) => name === app.mode);
    if (!mode?.routeText) throw new Error(`Mode ${app.mode} has no SMS`);
    const route = mode.routeText({ app, x: number.x, from, content });
    const sendResult = refusedBefore(app, number);
    if (sendResult === null) return route;
    const { direction, subscriptionId, userData } = route;
    const attribution = { direction, subscriptionId, ...(userData === undefined ? {} : { userData }) };
    return { kind: 'refuse', ...attribution, sendResult };
  };

  return {
    async send(text) {
      const owner = apps.ownerOf(text.to);
      if (!owner) throw new Error('The number texted is not an X number of a simulated application');
      const { app, number } = owner;
      const { appKey } = app;
      const route = routeOf(app, number, text);
      const facts = {
        smsIdentifier: random.hex(32),
        from: text.from,
        x: number.x,
        at: clock.now(),
        areaCode: number.areaCode,
        content: app.smsContent ? text.content : undefined,
        text: text.content,
      };
      const decided = route.kind === 'ask' ? await ask(appKey, facts, route) : route;
      const sendResult = decided.kind === 'refuse' ? decided.sendResult : (text.sendResult ?? 0);
      const smsEvent = notifyEvent(facts, decided, sendResult, dialect);
      await pushes.send({ appKey, kind: 'sms', body: { appKey, smsEvent } });
      const delivered =
        decided.kind === 'forward' && sendResult === 0
          ? { to: decided.receiver, content: decided.content }
          : null;
      const { smsIdentifier } = facts;
      return { smsIdentifier, subscriptionId: decided.subscriptionId, sendResult, delivered };
    },
  };
};
