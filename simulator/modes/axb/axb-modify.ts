import { type Answer, invalidRequest, Refusal, successAnswer } from '../../protocol/answer.ts';
import { bodyParameters } from '../../protocol/parameters.ts';
import type { Platform } from '../../state/platform.ts';
import { readCommonSettings } from '../binding-parameters.ts';
import type { PlatformRequest } from '../mode.ts';
import { namedNumber } from '../number-choice.ts';
import { LONGEST_DURATION_SECONDS } from './axb-bind.ts';
import type { AxbBinding, AxbStore } from './axb-store.ts';
/** Modify: what is sent changes; only a `duration` starts the timer anew. */
export const modifyAxb = (platform: Platform, store: AxbStore, { app, body }: PlatformRequest): Answer => {
  const parameters = bodyParameters(body);
  const subscriptionId = parameters.requiredText('subscriptionId', 1, 64);
  const a = parameters.text('callerNum', 4, 31);
  const b = parameters.text('calleeNum', 4, 31);
  const durationSeconds = parameters.integer('duration', 0, LONGEST_DURATION_SECONDS);
  const binding = store.find(app.appKey, subscriptionId);
  const settings = readCommonSettings(
    app,
    parameters,
    binding ?? { recordFlag: 'false', maxDuration: 0 },
    'AXB',
  );
  if (!binding) throw new Refusal(403, '1016001');
  namedNumber(app, binding.x, { notOwned: '1012007', newBinding: false });

  const changed: AxbBinding = {
    ...binding,
    ...settings,
    a: a ?? binding.a,
    b: b ?? binding.b,
    durationSeconds: durationSeconds ?? binding.durationSeconds,
    subscribeTime: platform.clock.now(),
  };
  if (changed.a === changed.b) throw invalidRequest('calleeNum is invalid.');
  for (const number of [changed.a, changed.b]) {
    const holder = store.of(binding.x, number);
    if (holder && holder.subscriptionId !== subscriptionId)
      throw new Refusal(403, '1012010', { text: `The number ${number} has been bound.` });
  }
  store.change(changed, durationSeconds !== undefined);
  return successAnswer();
};
