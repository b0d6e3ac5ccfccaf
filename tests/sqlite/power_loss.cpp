#include "power_loss.h"

#include <algorithm>
#include <utility>

namespace tst {
namespace {

void apply(const DiskEvent& event, std::size_t part, std::string& content) {
  if (event.kind == DiskEvent::Kind::truncate) {
    content.resize(event.position);
    return;
  }
  content.resize(std::max<std::size_t>(content.size(), event.position + part));
  content.replace(event.position, part, event.bytes, 0, part);
}

}  // namespace

void PowerLoss::add_event(const DiskEvent& event) {
  if (event.kind == DiskEvent::Kind::acknowledged) return;
  Medium& medium = media_[event.file];
  switch (event.kind) {
    case DiskEvent::Kind::sync:
      for (const DiskEvent& done : std::exchange(medium.unsynced, {}))
        apply(done, done.bytes.size(), medium.synced);
      medium.removed = false;
      break;
    case DiskEvent::Kind::remove:
      medium = Medium{{}, {}, true, medium.synced};
      break;
    default:
      medium.unsynced.push_back(event);
  }
}

std::map<std::string, std::string> PowerLoss::files(std::mt19937& random) const {
  std::map<std::string, std::string> contents;
  for (const auto& [name, medium] : media_) {
    if (medium.removed && random() % 2 == 0) {
      contents[name] = medium.before_removal;
      continue;
    }
    std::string content = medium.synced;
    for (const DiskEvent& event : medium.unsynced) {
      const std::size_t whole = event.bytes.size();
      switch (random() % 3) {
        case 0:
          apply(event, whole, content);
          break;
        case 1:
          apply(event, random() % (whole + 1), content);
          break;
        default:
          break;
      }
    }
    if (!content.empty()) contents[name] = std::move(content);
  }
  return contents;
}

}  // namespace tst
