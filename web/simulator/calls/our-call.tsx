import { explain } from '../../../shared/outcomes/advice.ts';
import { lengthText } from '../../kit/format/times.ts';
import { Copy } from '../../kit/parts/controls.tsx';
import { Facts } from '../../kit/parts/data.tsx';
import { language } from '../../kit/state/language.ts';
import type { OurCall } from '../api/our-shapes.ts';
import { texts } from '../texts/texts.ts';
import { callTexts } from './texts.ts';

/** The outcome of a call of ours, in words. */
export const ourOutcome = ({ outcome }: OurCall): string | undefined =>
  outcome === null ? undefined : explain(outcome, language.value).text;

/** A call of ours in a few lines. */
export const OurCallNote = ({ our, none }: Readonly<{ our: OurCall | undefined; none: string }>) => {
  const t = callTexts.value;
  if (our === undefined) return <p>{none}</p>;
  return (
    <Facts
      facts={[
        [t.rows.outcome, ourOutcome(our)],
        [t.rows.talk, our.talkSeconds === null ? undefined : lengthText(our.talkSeconds, language.value)],
        [t.rows.callee, our.callee],
        [t.recording, t.recordings[our.recording.status]],
        [texts.value.id, <Copy key="id" id value={our.callId} what={texts.value.id} />],
      ]}
    />
  );
};
