// The emoji shortcodes that Rolecall and its users are likely to use. Others stay as they were typed.

const TABLE = {
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", wave: "👋", clap: "👏", eyes: "👀", pray: "🙏",
  point_right: "👉", point_left: "👈", point_down: "👇", point_up: "☝️", raised_hands: "🙌", handshake: "🤝",
  smile: "😄", slightly_smiling_face: "🙂", thinking_face: "🤔", tada: "🎉", rocket: "🚀", fire: "🔥", star: "⭐",
  sparkles: "✨", bulb: "💡", zap: "⚡", warning: "⚠️", rotating_light: "🚨", no_entry: "⛔", question: "❓",
  grey_question: "❔", exclamation: "❗", information_source: "ℹ️", white_check_mark: "✅", heavy_check_mark: "✔️",
  ballot_box_with_check: "☑️", x: "❌", heavy_multiplication_x: "✖️", white_circle: "⚪", black_circle: "⚫",
  red_circle: "🔴", large_blue_circle: "🔵", large_green_circle: "🟢", large_yellow_circle: "🟡",
  large_orange_circle: "🟠", white_large_square: "⬜", black_large_square: "⬛", white_square: "◻️",
  small_blue_diamond: "🔹", small_orange_diamond: "🔸", arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️",
  arrow_down: "⬇️", arrows_counterclockwise: "🔄", repeat: "🔁", heavy_plus_sign: "➕", heavy_minus_sign: "➖",
  calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", clock3: "🕒", hourglass: "⌛", stopwatch: "⏱️",
  hourglass_flowing_sand: "⏳", alarm_clock: "⏰", bar_chart: "📊", chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉", clipboard: "📋", memo: "📝", pencil: "📝", pencil2: "✏️", pushpin: "📌",
  round_pushpin: "📍", paperclip: "📎", link: "🔗", mag: "🔍", mag_right: "🔎", lock: "🔒", unlock: "🔓", key: "🔑",
  bell: "🔔", no_bell: "🔕", speech_balloon: "💬", thought_balloon: "💭", mega: "📣", loudspeaker: "📢",
  envelope: "✉️", email: "📧", inbox_tray: "📥", outbox_tray: "📤", package: "📦", file_folder: "📁",
  open_file_folder: "📂", card_index_dividers: "🗂️", books: "📚", book: "📖", bookmark: "🔖", label: "🏷️",
  scales: "⚖️", balance_scale: "⚖️", hammer_and_wrench: "🛠️", gear: "⚙️", wrench: "🔧", toolbox: "🧰",
  moneybag: "💰", money_with_wings: "💸", credit_card: "💳", briefcase: "💼", office: "🏢", globe_with_meridians: "🌐",
  compass: "🧭", dart: "🎯", trophy: "🏆", medal: "🏅", crown: "👑", shield: "🛡️", jigsaw: "🧩", puzzle_piece: "🧩",
  busts_in_silhouette: "👥", bust_in_silhouette: "👤", people_holding_hands: "🧑‍🤝‍🧑", robot_face: "🤖",
  seedling: "🌱", deciduous_tree: "🌳", test_tube: "🧪", microscope: "🔬", telescope: "🔭", traffic_light: "🚥",
  vertical_traffic_light: "🚦", construction: "🚧", checkered_flag: "🏁", triangular_flag_on_post: "🚩", house: "🏠",
  one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣", six: "6️⃣", seven: "7️⃣", eight: "8️⃣", nine: "9️⃣",
};

export function emoji(name) {
  return TABLE[name] ?? `:${name}:`;
}
