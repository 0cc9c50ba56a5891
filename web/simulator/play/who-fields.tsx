import { ChoiceField, TextField } from '../../kit/parts/controls.tsx';
import type { SimulatedApp } from '../api/types.ts';
import { playTexts } from './texts.ts';
import { dialledBy, newestBinding, numberOf, type Who, whoOf } from './who.ts';

type WhoFieldsProps = Readonly<{
  app: SimulatedApp;
  label: string;
  toLabel: string;
  who: Who;
  typed: string;
  to: string | undefined;
  change: (changes: Readonly<{ who?: Who; from?: string; to?: string }>) => void;
}>;

/** The fields of who calls or sends, and of the private number that he uses. */
export const WhoFields = ({ app, label, toLabel, who, typed, to, change }: WhoFieldsProps) => {
  const t = playTexts.value.call;
  const binding = newestBinding(app);
  const named = (name: string, one: Who) => ({
    value: one,
    text: `${name} · ${numberOf(one, typed, binding)}`,
  });
  return (
    <>
      <ChoiceField
        label={label}
        name="who"
        value={who}
        choices={[
          named('A', 'a'),
          ...(binding !== undefined && binding.b === null ? [] : [named('B', 'b')]),
          named(t.stranger, 'stranger'),
          { value: 'other', text: t.other },
        ]}
        onChange={(value) => change({ who: whoOf(value) })}
      />
      {who === 'other' ? (
        <TextField
          label={t.number}
          name="from"
          inputMode="tel"
          required
          value={typed}
          onInput={(from) => change({ from })}
        />
      ) : null}
      <ChoiceField
        label={toLabel}
        name="to"
        value={chosenTo(to, who, app)}
        choices={app.numbers.map(({ x }) => ({ value: x, text: x }))}
        onChange={(value) => change({ to: value })}
      />
    </>
  );
};

/** The number that was chosen, where it is the app's; else the one of the binding. */
export const chosenTo = (to: string | undefined, who: Who, app: SimulatedApp): string =>
  app.numbers.some(({ x }) => x === to) && to !== undefined ? to : dialledBy(who, app, newestBinding(app));
