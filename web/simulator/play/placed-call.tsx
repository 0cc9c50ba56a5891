import { explain } from '../../../shared/outcomes/advice.ts';
import { Note } from '../../kit/parts/states.tsx';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import type { CallRecord } from '../api/types.ts';
import { OurCallNote } from '../calls/our-call.tsx';
import { useOurCall } from '../calls/use-our-call.ts';
import { PushLines } from '../pushes/push-lines.tsx';
import { isConnected, live, pushes } from '../state/live.ts';
import { playTexts } from './texts.ts';

/** Why nobody talked, and what to do about it. */
const WhyEnded = ({ call: { ending } }: Readonly<{ call: CallRecord }>) => {
  const asCode = { source: 'state-code', code: ending.stateCode, class: '' } as const;
  const { text, advice } = explain(asCode, language.value);
  return (
    <Note tone="warn" title={text}>
      {advice}
    </Note>
  );
};

/** A call that was placed here: the pushes about it, and what our API makes of it. */
export const PlacedCallResult = ({ sessionId }: Readonly<{ sessionId: string }>) => {
  const t = playTexts.value;
  const call = live.value?.calls.find((each) => each.sessionId === sessionId);
  const ofCall = pushes.value.filter(({ body }) => body.includes(sessionId)).reverse();
  const { our } = useOurCall(call);
  const isOver = call === undefined || call.times.end <= (live.value?.now ?? '');
  return (
    <div class="form-end" role="status">
      <h3>{isOver ? t.call.placed : t.call.running}</h3>
      {call !== undefined && isOver && call.times.answer === undefined ? <WhyEnded call={call} /> : null}
      <p class="dim small">{t.pushed}</p>
      <PushLines pushes={ofCall} none={t.nothingPushed} />
      {isConnected.value ? (
        <>
          <p class="dim small">{t.says}</p>
          <OurCallNote our={our} none={t.saysNothing} />
        </>
      ) : null}
      <a href={hrefOf('calls', sessionId)}>{t.call.open}</a>
    </div>
  );
};
