import { Note } from '../../kit/parts/states.tsx';
import { hrefOf } from '../../kit/state/route.ts';
import type { CallRecord } from '../api/types.ts';
import { OurCallNote } from '../calls/our-call.tsx';
import { callTexts } from '../calls/texts.ts';
import { useOurCall } from '../calls/use-our-call.ts';
import { whyEnded } from '../calls/why-ended.ts';
import { PushLines } from '../pushes/push-lines.tsx';
import { isConnected, live, pushes } from '../state/live.ts';
import { playTexts } from './texts.ts';

/** Why nobody talked, and what to do about it. */
const WhyEnded = ({ call }: Readonly<{ call: CallRecord }>) => {
  const { text, advice } = whyEnded(call);
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
  const { our, maybe } = useOurCall(call);
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
          <OurCallNote
            our={our}
            none={maybe.length > 0 ? callTexts.value.maybe(maybe.length) : t.saysNothing}
          />
        </>
      ) : null}
      <a href={hrefOf('calls', sessionId)}>{t.call.open}</a>
    </div>
  );
};
