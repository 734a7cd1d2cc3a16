/** Demonstration videos play by themselves while they are seen, unless somebody asked for no motion. */

const still = window.matchMedia("(prefers-reduced-motion: reduce)");

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!(target instanceof HTMLVideoElement)) continue;
    if (!isIntersecting || still.matches) target.pause();
    // Refused by a browser that saves power: the controls are there.
    else void target.play().catch(() => {});
  }
});

for (const video of document.querySelectorAll("[data-demonstration]")) seen.observe(video);
