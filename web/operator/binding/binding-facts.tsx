import type { ComponentChildren } from 'preact';
import { lengthText, momentText } from '../../kit/format/times.ts';
import { Copy } from '../../kit/parts/controls.tsx';
import { Card, Facts } from '../../kit/parts/data.tsx';
import { kitTexts } from '../../kit/parts/texts.ts';
import { language } from '../../kit/state/language.ts';
import { hrefOf } from '../../kit/state/route.ts';
import type { Binding } from '../api.ts';
import { NumberCopy } from '../number-copy.tsx';
import { bindingWords, fieldWord } from '../texts/binding-words.ts';
import { texts } from '../texts/texts.ts';
import { detailTexts } from './texts.ts';

/** The people and private numbers of a binding, each to be copied. */
export const BindingNumbers = ({ binding }: Readonly<{ binding: Binding }>) => {
  const t = detailTexts.value;
  return (
    <Card title={t.people}>
      <Facts
        facts={[
          numbered(fieldWord('a'), binding.a),
          numbered(fieldWord('b'), binding.b),
          numbered(fieldWord('x'), binding.x),
          numbered(fieldWord('y'), binding.y),
          copied(fieldWord('extension'), binding.extension),
          [t.temporary, calleeOf(binding)],
          copied(fieldWord('reference'), binding.reference, texts.value.ids.reference),
          [t.app, `${binding.app} · ${binding.mode}`],
          copied(texts.value.ids.binding, binding.bindingId, texts.value.ids.binding, true),
          copied(t.platformId, binding.subscriptionId, t.platformId, true),
          linked(t.replaces, binding.replaces),
          linked(t.replacedBy, binding.replacedBy),
        ]}
      />
    </Card>
  );
};

type Fact = readonly [name: string, value: ComponentChildren];

const numbered = (name: string, number: string | undefined): Fact => [
  name,
  number === undefined ? undefined : <NumberCopy key={name} number={number} />,
];

const copied = (name: string, value: string | undefined, what = name, id = false): Fact => [
  name,
  value === undefined ? undefined : <Copy key={name} id={id} value={value} what={what} />,
];

const linked = (name: string, id: string | undefined): Fact => [
  name,
  id === undefined ? undefined : <a href={hrefOf('bindings', id)}>{id}</a>,
];

const calleeOf = ({ temporaryCallee }: Binding): ComponentChildren =>
  temporaryCallee === undefined ? undefined : (
    <span>
      <NumberCopy number={temporaryCallee.callee} />{' '}
      {detailTexts.value.until(momentText(temporaryCallee.expiresAt, language.value))}
    </span>
  );

const callbackText = ({ callback }: Binding): string | undefined => {
  if (callback === undefined) return undefined;
  return 'number' in callback ? callback.number : callback.tone;
};

const flagText = (flag: boolean | undefined): string | undefined =>
  flag === undefined ? undefined : flag ? kitTexts.value.yes : kitTexts.value.no;

const lifeText = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : lengthText(seconds, language.value);

/** The terms of a binding, in words. */
export const BindingTerms = ({ binding }: Readonly<{ binding: Binding }>) => {
  const words = bindingWords.value;
  const { maxCallMinutes, waitingTones = {}, mode } = binding;
  return (
    <Card title={detailTexts.value.terms}>
      <Facts
        facts={[
          [fieldWord('callDirection'), mode === 'AXE' ? undefined : words.directions[binding.callDirection]],
          [fieldWord('record'), flagText(binding.record)],
          [fieldWord('recordTone'), binding.recordTone],
          [fieldWord('sms'), flagText(binding.sms)],
          [fieldWord('maxCallMinutes'), maxCallMinutes === 0 ? words.noLimit : maxCallMinutes],
          [fieldWord('lastMinuteTone'), binding.lastMinuteTone],
          ...Object.entries(waitingTones).map(
            ([side, tone]) => [fieldWord(`waitingTones.${side}`), tone] as const,
          ),
          [fieldWord('callback'), callbackText(binding)],
          [fieldWord('callbackTtlSeconds'), lifeText(binding.callbackTtlSeconds)],
          [fieldWord('ybTtlSeconds'), lifeText(binding.ybTtlSeconds)],
          [fieldWord('userData'), binding.userData],
        ]}
      />
    </Card>
  );
};
