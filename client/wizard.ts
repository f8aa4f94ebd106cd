import {
  type Disposable,
  type InputBox,
  type QuickInput,
  QuickInputButtons,
  type QuickPick,
  type QuickPickItem,
  window,
} from 'vscode';
import { messageText } from '../core/messageText';

/** How a question ended. */
export type QuestionResult = 'next' | 'back' | 'cancel';

/** Asks the user something, and stores the answer. */
export type Question = (place: QuestionPlace) => Promise<QuestionResult>;

/** Where a question stands: what its title bar shows. */
export interface QuestionPlace {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

export interface PickOptions<Item extends QuickPickItem> {
  readonly placeholder: string;
  readonly items: readonly Item[];
  readonly active?: Item | undefined;
  /** What a button of an item does. */
  readonly onButton?: (item: Item) => void;
}

export interface InputOptions {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  /** Why the text cannot be used, or nothing. */
  readonly validate: (text: string) => Promise<string | undefined>;
}

/**
 * Asks questions in order, with a way back. Which ones there are is asked anew each time, for answers decide what is
 * asked after them. `true` if the last one was answered.
 */
export async function runWizard(title: string, questions: () => readonly Question[]): Promise<boolean> {
  for (let index = 0; ; ) {
    const all = questions();
    const question = all[index];
    if (!question) {
      return true;
    }
    const result = await question({ title, step: index + 1, totalSteps: all.length });
    if (result === 'cancel') {
      return false;
    }
    index += result === 'back' ? -1 : 1;
  }
}

/** Lets the user pick an item. */
export function pick<Item extends QuickPickItem>(
  place: QuestionPlace,
  options: PickOptions<Item>,
): Promise<Item | 'back' | 'cancel'> {
  const quickPick: QuickPick<Item> = window.createQuickPick<Item>();
  quickPick.placeholder = options.placeholder;
  quickPick.items = options.items;
  quickPick.matchOnDescription = true;
  quickPick.matchOnDetail = true;
  if (options.active) {
    quickPick.activeItems = [options.active];
  }
  return ask(quickPick, place, (resolve) => [
    quickPick.onDidAccept(() => {
      const [item] = quickPick.selectedItems;
      if (item) {
        resolve(item);
      }
    }),
    quickPick.onDidTriggerItemButton(({ item }) => options.onButton?.(item)),
    quickPick.onDidTriggerButton((button) => button === QuickInputButtons.Back && resolve('back')),
  ]);
}

/** Lets the user type a text, checked while they type. An object, so that no text is mistaken for 'back'. */
export function input(place: QuestionPlace, options: InputOptions): Promise<{ text: string } | 'back' | 'cancel'> {
  const box: InputBox = window.createInputBox();
  box.prompt = messageText(options.prompt);
  box.value = options.value;
  box.placeholder = options.placeholder;
  let checks = 0;
  const check = async (text: string) => {
    const current = ++checks;
    const message = await options.validate(text);
    // An answer that comes after the next key says nothing about the text that is there now.
    if (current === checks) {
      box.validationMessage = message && messageText(message);
    }
    return message;
  };
  return ask(box, place, (resolve) => [
    box.onDidChangeValue((text) => void check(text)),
    box.onDidAccept(async () => {
      const text = box.value;
      if (!(await check(text))) {
        resolve({ text });
      }
    }),
    box.onDidTriggerButton((button) => button === QuickInputButtons.Back && resolve('back')),
  ]);
}

async function ask<Answer>(
  quickInput: QuickInput,
  { title, step, totalSteps }: QuestionPlace,
  listen: (resolve: (answer: Answer | 'back' | 'cancel') => void) => Disposable[],
): Promise<Answer | 'back' | 'cancel'> {
  const disposables: Disposable[] = [quickInput];
  try {
    return await new Promise((resolve) => {
      disposables.push(...listen(resolve));
      disposables.push(quickInput.onDidHide(() => resolve('cancel')));
      Object.assign(quickInput, { title, step, totalSteps, ignoreFocusOut: true });
      if (step > 1) {
        (quickInput as QuickPick<QuickPickItem> | InputBox).buttons = [QuickInputButtons.Back];
      }
      quickInput.show();
    });
  } finally {
    for (const each of disposables) {
      each.dispose();
    }
  }
}
