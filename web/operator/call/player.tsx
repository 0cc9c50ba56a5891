import { useSignal } from '@preact/signals';
import { Button } from '../../kit/parts/controls.tsx';
import { Note, Show } from '../../kit/parts/states.tsx';
import { useLoader } from '../../kit/state/use-loader.ts';
import { ask, type Schemas } from '../api.ts';
import { pathOf } from '../paths.ts';
import { showProblem } from '../problem-note.tsx';
import { callTexts } from './texts.ts';

type Link = Schemas['RecordingLink'];

/**
 * Plays one recording. Each play asks for a link of its own, so that each is in the audit: when the file has played to its end, the
 * button is back.
 */
export const Player = ({
  callId,
  leg,
  isOnly,
}: Readonly<{ callId: string; leg: number; isOnly: boolean }>) => {
  const t = callTexts.value;
  const link = useLoader<Link>();
  const isBroken = useSignal(false);
  const play = () => {
    isBroken.value = false;
    const query = { leg: String(leg) };
    void link.load((signal) => ask<Link>('GET', pathOf('calls', callId, 'recording'), { query, signal }));
  };
  const { value, error } = link.state.value;
  return (
    <div class="player stack">
      {isBroken.value ? <Note tone="bad">{t.playFailed}</Note> : null}
      {value === undefined && error === undefined ? (
        <div class="row">
          <Button kind="main" onClick={play}>
            ▶ {isOnly ? t.play : t.playLeg(leg)}
          </Button>
        </div>
      ) : null}
      <Show loaded={link.state.value} failed={showProblem} again={play}>
        {({ url }) => (
          // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said
          <audio
            controls
            autoplay
            src={url}
            aria-label={isOnly ? t.recording : t.leg(leg)}
            onEnded={() => link.clear()}
            onError={() => {
              isBroken.value = true;
              link.clear();
            }}
          />
        )}
      </Show>
    </div>
  );
};
