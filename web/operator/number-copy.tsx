import { numberText } from '../kit/format/numbers.ts';
import { Copy } from '../kit/parts/controls.tsx';
import { texts } from './texts/texts.ts';

/** A number as people read it, which one press copies as it is. */
export const NumberCopy = ({ number }: Readonly<{ number: string | null }>) =>
  number === null ? null : (
    <Copy value={number} what={texts.value.ids.number}>
      {numberText(number)}
    </Copy>
  );
