#pragma once

namespace consumer {

struct State {};

}  // namespace consumer
