import type { TextEdit, TextRange } from '../../core/text';
import type { FormattingOptions } from '../answers';
import { askTypeScript } from '../askTypeScript';
import type { ServiceContext } from '../context';

/** Edits that format a stage file, or the lines of a range of it. */
export async function formatting(
  context: ServiceContext,
  path: string,
  options: FormattingOptions,
  range?: TextRange,
): Promise<readonly TextEdit[]> {
  return (await askTypeScript(context, 'formatting', { path, options, ...(range && { range }) })) ?? [];
}

/** Edits that format around a key (`;`, `}` or a newline) that was just typed before an offset. */
export async function onTypeFormatting(
  context: ServiceContext,
  path: string,
  offset: number,
  options: FormattingOptions,
  key: string,
): Promise<readonly TextEdit[]> {
  return (await askTypeScript(context, 'onTypeFormatting', { path, offset, options, key })) ?? [];
}
