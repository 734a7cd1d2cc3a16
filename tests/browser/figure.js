// Gives a page a camera that shows a drawn person who squats, for pictures that are worth looking at.
// `window.figure = {wall, floor, shirt}` says how the room and the person look.
(() => {
  const look = window.figure ?? { wall: "#3b4a52", floor: "#2b3439", shirt: "#5bb8c4" };

  function draw(context, at) {
    const { width, height } = context.canvas;
    const unit = height / 100;
    const down = (1 - Math.cos((at / 1000) * 1.6)) / 2; // 0 standing … 1 at the bottom
    context.fillStyle = look.wall;
    context.fillRect(0, 0, width, height);
    context.fillStyle = "rgb(255 255 255 / 0.05)";
    context.fillRect(width * 0.08, height * 0.1, width * 0.22, height * 0.42);
    context.fillStyle = look.floor;
    context.fillRect(0, height * 0.84, width, height * 0.16);
    context.translate(width / 2, 0);
    context.lineCap = "round";
    context.lineJoin = "round";
    const limb = (color, size, ...points) => {
      context.strokeStyle = color;
      context.lineWidth = size * unit;
      context.beginPath();
      points.forEach(([x, y], index) => (index ? context.lineTo(x * unit, y * unit) : context.moveTo(x * unit, y * unit)));
      context.stroke();
    };
    const hip = [-7 * down, 54 + 15 * down], knee = [6 + 5 * down, 71 - 2 * down], foot = [0, 89];
    const shoulder = [2 + 4 * down, 29 + 18 * down], hand = [20 + 3 * down, 34 + 17 * down - 4 * down];
    limb("#2a2f3a", 8, hip, [knee[0] - 3, knee[1]], [foot[0] - 3, foot[1]], [foot[0] + 4, foot[1]]);
    limb("#323846", 8, hip, knee, foot, [foot[0] + 7, foot[1]]);
    limb(look.shirt, 13, hip, shoulder);
    limb("#c98f6b", 5, shoulder, [(shoulder[0] + hand[0]) / 2 + 1, (shoulder[1] + hand[1]) / 2 + 3], hand);
    context.fillStyle = "#c98f6b";
    context.beginPath();
    context.arc((shoulder[0] + 3) * unit, (shoulder[1] - 13) * unit, 6.5 * unit, 0, 7);
    context.fill();
    context.fillStyle = "#3a2b24";
    context.beginPath();
    context.arc((shoulder[0] + 2) * unit, (shoulder[1] - 15) * unit, 6.3 * unit, 2.6, 6.1);
    context.fill();
    context.resetTransform();
  }

  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await real(wanted);
    const [video] = stream.getVideoTracks();
    if (!video) return stream;
    const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
    const context = canvas.getContext("2d");
    draw(context, 1200);
    setInterval(() => draw(context, performance.now()), 33);
    const [drawn] = canvas.captureStream(30).getVideoTracks();
    drawn.getSettings = () => video.getSettings();
    video.stop();
    return new MediaStream([drawn, ...stream.getAudioTracks()]);
  };
})();
