#include "fetcher.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <new>
#include <span>
#include <utility>

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <mcp/core/ascii.h>
#include <mcp/fetch/public_address.h>
#include <mcp/fetch/quiet_pipe.h>

namespace mcp {
namespace {

constexpr std::size_t kMostUrlBytes = 2048;

template <typename T, void (*free_it)(T*)>
struct FreedBy {
  void operator()(T* object) const { free_it(object); }
};
using Handle = std::unique_ptr<CURL, FreedBy<CURL, curl_easy_cleanup>>;
using Url = std::unique_ptr<CURLU, FreedBy<CURLU, curl_url_cleanup>>;
using Lines = std::unique_ptr<curl_slist, FreedBy<curl_slist, curl_slist_free_all>>;

Error unavailable(std::string why) { return {Error::Code::unavailable, std::move(why)}; }
Error unfit(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

/// A URL as curl reads it, and as it is going to use it.
struct Target {
  Url url{};
  bool encrypted = false;
  std::string origin{};
};

std::string part_of(CURLU* url, CURLUPart part, unsigned int flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  std::ranges::transform(out, out.begin(), to_lower);
  return out;
}

Result<Target> read_target(const std::string& text) {
  if (text.size() > kMostUrlBytes || !std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; }))
    return unfit("a URL is longer than " + std::to_string(kMostUrlBytes) +
                 " bytes or holds what is no visible ASCII");
  Target target{.url = Url(curl_url())};
  if (target.url == nullptr ||
      curl_url_set(target.url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK)
    return unfit("a URL cannot be read, or names a user");
  const std::string scheme = part_of(target.url.get(), CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return unfit("a URL begins with neither https:// nor http://");
  target.encrypted = scheme == "https";
  target.origin = scheme + "://" + part_of(target.url.get(), CURLUPART_HOST) + ":" +
                  part_of(target.url.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  return target;
}

/// One fetch, as curl's callbacks see it.
struct Transfer {
  const Fetcher::Options& options;
  const bool any_address;
  const std::atomic<bool>& given_up;
  std::string body{};
  std::size_t header_bytes = 0;
  std::size_t header_lines = 0;
  std::string excess{};   ///< what there was too much of
  std::string refused{};  ///< the address that was not connected to
};

std::span<const unsigned char> bytes_of(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    return {reinterpret_cast<const unsigned char*>(&v4.sin_addr), sizeof v4.sin_addr};
  }
  if (address.sa_family != AF_INET6) return {};
  const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
  return {reinterpret_cast<const unsigned char*>(&v6.sin6_addr), sizeof v6.sin6_addr};
}

std::string text_of(int family, std::span<const unsigned char> address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.empty() || ::inet_ntop(family, address.data(), text.data(), text.size()) == nullptr) return "?";
  return text.data();
}

/// Does what may find no memory, and says whether it has: nothing is thrown through curl, which is C.
template <typename Job>
bool stays_in_here(Job job) {
  try {
    job();
    return true;
  } catch (const std::bad_alloc&) {
    return false;
  }
}

/// Called with the very address that is connected to next: no name is resolved between this check and that.
curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* to) {
  auto& transfer = *static_cast<Transfer*>(user);
  const auto address = bytes_of(to->addr);
  if (!transfer.any_address && !is_public_address(address)) {
    stays_in_here([&] { transfer.refused = text_of(to->family, address); });
    return CURL_SOCKET_BAD;
  }
#ifdef SOCK_CLOEXEC
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
#else
  return ::socket(to->family, to->socktype, to->protocol);
#endif
}

int look_around(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(user)->given_up ? 1 : 0;
}

std::size_t take_header(char*, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.header_bytes += size * count;
  ++transfer.header_lines;
  if (transfer.header_bytes <= transfer.options.header_bytes &&
      transfer.header_lines <= transfer.options.header_lines)
    return size * count;
  transfer.excess = "headers";
  return 0;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (size * count > transfer.options.body_bytes - transfer.body.size()) {
    transfer.excess = "bytes";
    return 0;
  }
  const bool taken = stays_in_here([&] { transfer.body.append(bytes, size * count); });
  return taken ? size * count : 0;
}

/// The certificates that the system trusts, where they stand in one file; those in a folder count in any
/// case.
std::string system_authorities() {
  const Handle handle(curl_easy_init());
  char* path = nullptr;
  if (handle == nullptr || curl_easy_getinfo(handle.get(), CURLINFO_CAINFO, &path) != CURLE_OK ||
      path == nullptr)
    return {};
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool prepare(CURL* handle, const Target& target, const Fetcher::Request& request, const Lines& lines,
             const std::string& authorities, Transfer& transfer, char* complaint) {
  const auto set = [handle](CURLoption option, auto value) {
    return curl_easy_setopt(handle, option, value) == CURLE_OK;
  };
  const auto time = static_cast<long>(transfer.options.deadline.count());
  curl_blob trusted{const_cast<char*>(authorities.data()), authorities.size(), CURL_BLOB_NOCOPY};
  return set(CURLOPT_CURLU, target.url.get()) && set(CURLOPT_PROTOCOLS_STR, "http,https") &&
         set(CURLOPT_FOLLOWLOCATION, 0L) && set(CURLOPT_PROXY, "") && set(CURLOPT_NETRC, 0L) &&
         set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)) &&
         set(CURLOPT_HTTP_CONTENT_DECODING, 0L) && set(CURLOPT_HTTP09_ALLOWED, 0L) &&
         set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
         set(CURLOPT_SSL_VERIFYPEER, 1L) && set(CURLOPT_SSL_VERIFYHOST, 2L) &&
         (authorities.empty() || set(CURLOPT_CAINFO_BLOB, &trusted)) &&
         // Signals would be the process's, and a name that is still looked up must not be waited for.
         set(CURLOPT_NOSIGNAL, 1L) && set(CURLOPT_QUICK_EXIT, 1L) && set(CURLOPT_TIMEOUT_MS, time) &&
         set(CURLOPT_CONNECTTIMEOUT_MS, time) && set(CURLOPT_FORBID_REUSE, 1L) &&
         set(CURLOPT_OPENSOCKETFUNCTION, open_socket) && set(CURLOPT_OPENSOCKETDATA, &transfer) &&
         set(CURLOPT_HEADERFUNCTION, take_header) && set(CURLOPT_HEADERDATA, &transfer) &&
         set(CURLOPT_WRITEFUNCTION, take_body) && set(CURLOPT_WRITEDATA, &transfer) &&
         set(CURLOPT_NOPROGRESS, 0L) && set(CURLOPT_XFERINFOFUNCTION, look_around) &&
         set(CURLOPT_XFERINFODATA, &transfer) && set(CURLOPT_HTTPHEADER, lines.get()) &&
         set(CURLOPT_ERRORBUFFER, complaint) &&
         (request.form.empty() || (set(CURLOPT_POSTFIELDSIZE, static_cast<long>(request.form.size())) &&
                                   set(CURLOPT_POSTFIELDS, request.form.c_str())));
}

bool append(Lines& lines, const std::string& line) {
  curl_slist* longer = curl_slist_append(lines.get(), line.c_str());
  if (longer == nullptr) return false;
  static_cast<void>(lines.release());
  lines.reset(longer);
  return true;
}

/// What went wrong, in words of ours: what curl says of an answer may be in the words of the answer.
std::string explain(CURLcode code, const Transfer& transfer, const char* complaint) {
  if (!transfer.excess.empty()) return "answers with too many " + transfer.excess;
  if (!transfer.refused.empty())
    return "has the address " + transfer.refused +
           ", which is not a public one: only what the operator wrote may lead there";
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return "has not answered in whole within " + std::to_string(transfer.options.deadline.count()) + " ms";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return std::string("cannot be talked to over TLS: ") +
             (*complaint == '\0' ? curl_easy_strerror(code) : complaint);
    default:
      return std::string("cannot be asked: ") + curl_easy_strerror(code);
  }
}

std::string media_type_of(CURL* handle) {
  const char* value = nullptr;
  if (curl_easy_getinfo(handle, CURLINFO_CONTENT_TYPE, &value) != CURLE_OK || value == nullptr) return {};
  std::string type(value);
  type.resize(std::min(type.find_first_of("; \t"), type.size()));
  std::ranges::transform(type, type.begin(), to_lower);
  return type;
}

Result<Fetcher::Response> perform(const Target& target, const Fetcher::Request& request,
                                  const std::string& authorities, Transfer& transfer) {
  const Handle handle(curl_easy_init());
  Lines lines, hosts;
  for (const std::string& each : transfer.options.hosts) {
    if (!append(hosts, each)) return unavailable("nothing can be fetched: there is no memory");
  }
  std::array<char, CURL_ERROR_SIZE> complaint{};
  if (handle == nullptr || curl_easy_setopt(handle.get(), CURLOPT_RESOLVE, hosts.get()) != CURLE_OK ||
      !append(lines, "Accept: " + request.accept) ||
      (!request.authorization.empty() && !append(lines, "Authorization: " + request.authorization)) ||
      !prepare(handle.get(), target, request, lines, authorities, transfer, complaint.data()))
    return unavailable("nothing can be fetched: libcurl refuses its settings");
  const CURLcode code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) return unavailable(target.origin + " " + explain(code, transfer, complaint.data()));
  curl_header* coding = nullptr;
  if (curl_easy_header(handle.get(), "Content-Encoding", 0, CURLH_HEADER, -1, &coding) == CURLHE_OK &&
      !equal_ignoring_case(coding->value, "identity"))
    return unavailable(target.origin + " answers in a packed form, which it was not asked for");
  Fetcher::Response response{.media_type = media_type_of(handle.get()), .body = std::move(transfer.body)};
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &response.status);
  return response;
}

/// What would end a header line early.
bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos;
}

}  // namespace

Result<std::string> origin_of(const std::string& url) {
  auto target = read_target(url);
  if (!target) return target.error();
  return std::move(target->origin);
}

Fetcher::Fetcher(Options options) : options_(std::move(options)), breaker_(options_.breaker) {}

Result<std::unique_ptr<Fetcher>> Fetcher::make(Options options) {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!ready) return unfit("libcurl cannot be used on this machine");
  std::unique_ptr<Fetcher> made(new Fetcher(std::move(options)));
  for (const std::string& url : made->options_.operator_urls) {
    auto target = read_target(url);
    if (!target) return target.error();
    if (!target->encrypted && !made->options_.insecure)
      return unfit(target->origin + " is not asked by plain http: anybody on the way could answer");
    made->operator_origins_.insert(std::move(target->origin));
  }
  if (!made->options_.ca.empty()) made->authorities_ = system_authorities() + "\n" + made->options_.ca;
  return made;
}

Result<Fetcher::Response> Fetcher::fetch(const Request& request) {
  if (!is_one_line(request.accept) || !is_one_line(request.authorization))
    return unfit("a header to be sent has more than one line");
  if (given_up_) return unavailable("the server stops");
  const auto target = read_target(request.url);
  if (!target) return target.error();
  const bool operators = operator_origins_.contains(target->origin);
  if (!target->encrypted && !(operators && options_.insecure))
    return unfit(target->origin + " is not asked by plain http: anybody on the way could answer");
  struct Seat {
    explicit Seat(std::atomic<std::size_t>& all) : taken(all) { ++taken; }
    ~Seat() { --taken; }
    std::atomic<std::size_t>& taken;
  } seat(under_way_);
  if (under_way_ > options_.at_once) return unavailable("too many fetches are under way");
  if (!breaker_.lets_through(target->origin) || !breaker_.lets_through(request.url))
    return unavailable(target->origin + " failed again and again and is left alone for a while");
  const QuietPipe quiet;
  Transfer transfer{.options = options_, .any_address = operators, .given_up = given_up_};
  auto response = perform(*target, request, authorities_, transfer);
  // A server that answers is there, whatever troubles it where it was asked.
  if (response)
    breaker_.succeeded(target->origin);
  else
    breaker_.failed(target->origin);
  if (response && response->status >= 500)
    breaker_.failed(request.url);
  else if (response)
    breaker_.succeeded(request.url);
  return response;
}

}  // namespace mcp
