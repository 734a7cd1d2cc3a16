/** How large a picture can be in its frame. Pure. */

/**
 * The size of the picture before it is turned, so that it fits the frame once it is.
 *
 * @param {{width: number, height: number}} frame
 * @param {number} ratio the picture's width to its height
 * @param {number} rotate degrees: 0, 90, 180 or 270
 * @returns {{width: number, height: number}}
 */
export function fit(frame, ratio, rotate) {
  const [wide, high] = rotate % 180 ? [frame.height, frame.width] : [frame.width, frame.height];
  return wide / high > ratio ? { width: high * ratio, height: high } : { width: wide, height: wide / ratio };
}
