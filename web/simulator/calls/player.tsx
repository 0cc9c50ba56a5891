import { useSignal } from '@preact/signals';
import { Note } from '../../kit/parts/states.tsx';
import { callTexts } from './texts.ts';

/** Plays a recording that the simulator itself serves; nothing is loaded before somebody presses play. */
export const Player = ({ objectName }: Readonly<{ objectName: string }>) => {
  const t = callTexts.value;
  const failed = useSignal(false);
  return (
    <>
      {/* biome-ignore lint/a11y/useMediaCaption: two people on the phone, made by a machine; there are no captions */}
      <audio
        controls
        preload="none"
        aria-label={t.play}
        src={`control/recordings/${encodeURIComponent(objectName)}/content`}
        onError={() => {
          failed.value = true;
        }}
      />
      {failed.value ? <Note tone="bad">{t.playFailed}</Note> : null}
    </>
  );
};
