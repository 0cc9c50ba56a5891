import { clockText } from '../format/times.ts';
import { language } from '../state/language.ts';
import type { Loaded } from '../state/loaded.ts';
import { Button } from './controls.tsx';
import { kitTexts } from './texts.ts';

/** When a list was read, and the way to read it anew. */
export const ReadAt = ({ loaded, again }: Readonly<{ loaded: Loaded<unknown>; again: () => void }>) => {
  const t = kitTexts.value;
  const { readAt, isLoading } = loaded;
  return (
    <span class="row">
      {readAt === undefined ? null : (
        <span class="small dim">{t.readAt(clockText(new Date(readAt).toISOString(), language.value))}</span>
      )}
      <Button small disabled={isLoading} onClick={again}>
        {t.refresh}
      </Button>
    </span>
  );
};
