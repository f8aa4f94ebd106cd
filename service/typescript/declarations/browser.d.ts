// Pages add to `window` what they like: pixels, data layers, the shop's own objects.
interface Window {
  [name: string]: any;
}
