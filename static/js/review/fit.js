/** How large a picture is, and how large it can be in its frame. Pure. */

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

/**
 * A picture's own size in pixels, upright.
 *
 * @param {HTMLVideoElement | HTMLImageElement | null} picture
 * @returns {{width: number, height: number} | null} null: not known yet
 */
export function pixelsOf(picture) {
  if (!picture) return null;
  const [width, height] = "videoWidth" in picture ? [picture.videoWidth, picture.videoHeight] : [picture.naturalWidth, picture.naturalHeight];
  return width && height ? { width, height } : null;
}
