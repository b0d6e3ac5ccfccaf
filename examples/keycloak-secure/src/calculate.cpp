#include <cmath>
#include <functional>
#include <numeric>

#include "keycloak_secure.h"
#include "state.h"

namespace keycloak_secure {
namespace {

using Operands = std::vector<double>;

mcp::Error wrong(std::string why) { return {.message = std::move(why)}; }

template <typename Operation>
double from_left(const Operands& operands, Operation operation) {
  return std::accumulate(operands.begin() + 1, operands.end(), operands.front(), operation);
}

mcp::Result<double> work_out(CalculateInputOperation operation, const Operands& operands) {
  using enum CalculateInputOperation;
  const double first = operands.front();
  switch (operation) {
    case add:
      return from_left(operands, std::plus<>());
    case subtract:
      return from_left(operands, std::minus<>());
    case multiply:
      return from_left(operands, std::multiplies<>());
    case divide:
      return from_left(operands, std::divides<>());
    case power:
      return from_left(operands, [](double base, double exponent) { return std::pow(base, exponent); });
    case sqrt:
      return std::sqrt(first);
    case factorial:
      if (first < 0 || first > 170 || first != std::floor(first))
        return wrong("factorial takes a whole number from 0 to 170");
      return std::round(std::tgamma(first + 1));
  }
  return wrong("there is no such operation");
}

double rounded(double number, std::int64_t digits) {
  const double scale = std::pow(10.0, static_cast<double>(digits));
  const double shifted = number * scale;
  return std::isfinite(shifted) ? std::round(shifted) / scale : number;
}

}  // namespace

mcp::Result<CalculateOutput> Handlers::calculate(const CalculateInput& input, mcp::Context&) {
  using enum CalculateInputOperation;
  const bool takes_one = input.operation == sqrt || input.operation == factorial;
  if (takes_one && input.operands.size() != 1) return wrong("this operation takes one operand");
  if (!takes_one && input.operands.size() < 2) return wrong("this operation takes two operands or more");
  const auto result = work_out(input.operation, input.operands);
  if (!result) return result.error();
  if (!std::isfinite(*result)) return wrong("these operands have no finite result");
  return CalculateOutput{.result = rounded(*result, input.precision)};
}

}  // namespace keycloak_secure
