import { useSignal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { kitTexts } from './texts.ts';

type ButtonProps = Readonly<{
  kind?: 'main' | 'danger' | 'quiet' | undefined;
  small?: boolean;
  type?: 'button' | 'submit';
  disabled?: boolean;
  label?: string | undefined;
  pressed?: boolean | undefined;
  onClick?: () => void;
  children: ComponentChildren;
}>;

/** A button. `label` names it for screen readers where its content does not. */
export const Button = ({
  kind,
  small,
  type = 'button',
  disabled,
  label,
  pressed,
  onClick,
  children,
}: ButtonProps) => (
  <button
    type={type}
    class={['button', kind, small ? 'small' : undefined].filter(Boolean).join(' ')}
    disabled={disabled}
    aria-label={label}
    aria-pressed={pressed}
    onClick={onClick}
  >
    {children}
  </button>
);

type FieldProps = Readonly<{
  label: string;
  hint?: string | undefined;
  /** Why the value was refused. */
  fault?: string | undefined;
  whole?: boolean;
  children: (
    ids: Readonly<{ id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }>,
  ) => JSX.Element;
}>;

/** A label, the input that `children` makes with the ids it is given, a hint and the fault of what was entered. */
export const Field = ({ label, hint, fault, whole, children }: FieldProps) => {
  const id = useId();
  const isExplained = hint !== undefined || fault !== undefined;
  return (
    <div class={whole ? 'field whole' : 'field'}>
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': isExplained ? `${id}-said` : undefined,
        'aria-invalid': fault !== undefined,
      })}
      {isExplained ? (
        <span id={`${id}-said`}>
          {hint === undefined ? null : <span class="hint">{hint}</span>}
          {fault === undefined ? null : <span class="fault"> {fault}</span>}
        </span>
      ) : null}
    </div>
  );
};

type TextFieldProps = Omit<FieldProps, 'children'> &
  Readonly<{
    name: string;
    value?: string | undefined;
    type?: 'text' | 'search' | 'password' | 'number' | 'datetime-local' | 'date';
    placeholder?: string | undefined;
    required?: boolean;
    min?: number;
    max?: number;
    inputMode?: 'numeric' | 'tel' | undefined;
    list?: string;
    onInput?: (value: string) => void;
  }>;

/** A field for one line of text. Browsers are asked not to remember what was typed: it may be somebody's number. */
export const TextField = ({
  label,
  hint,
  fault,
  whole,
  name,
  onInput,
  type = 'text',
  ...input
}: TextFieldProps) => (
  <Field label={label} hint={hint} fault={fault} {...(whole ? { whole } : {})}>
    {(ids) => {
      // The types of JSX have one shape a type of input; this is the common part of all.
      const props: object = { ...ids, ...input, name, type, spellcheck: false };
      return (
        <input
          {...props}
          class="input"
          autocomplete="off"
          onInput={({ currentTarget }) => onInput?.(currentTarget.value)}
        />
      );
    }}
  </Field>
);

type ChoiceFieldProps = Omit<FieldProps, 'children'> &
  Readonly<{
    name: string;
    value: string;
    choices: readonly Readonly<{ value: string; text: string }>[];
    onChange?: (value: string) => void;
  }>;

/** A field for one of some values. */
export const ChoiceField = ({
  label,
  hint,
  fault,
  whole,
  name,
  value,
  choices,
  onChange,
}: ChoiceFieldProps) => (
  <Field label={label} hint={hint} fault={fault} {...(whole ? { whole } : {})}>
    {(ids) => (
      <select
        {...ids}
        class="input"
        name={name}
        value={value}
        onChange={({ currentTarget }) => onChange?.(currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.text}
          </option>
        ))}
      </select>
    )}
  </Field>
);

const SHOWN_MS = 1500;

/** A value that one press copies. `what` names it, for the label: "call id". */
export const Copy = ({
  value,
  what,
  id,
  children,
}: Readonly<{ value: string; what: string; id?: boolean; children?: ComponentChildren }>) => {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    copied.value = true;
    setTimeout(() => {
      copied.value = false;
    }, SHOWN_MS);
  };
  const names = ['copy', id ? 'id' : undefined, copied.value ? 'copied' : undefined];
  return (
    <button
      type="button"
      class={names.filter(Boolean).join(' ')}
      title={copied.value ? kitTexts.value.copied : kitTexts.value.copy(what)}
      onClick={() => void copy().catch(() => undefined)}
    >
      <span>{children ?? value}</span>
      <span class="hidden-visually" role="status">
        {copied.value ? kitTexts.value.copied : ''}
      </span>
    </button>
  );
};
