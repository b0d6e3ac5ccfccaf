#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/auth/api_key/key.h>
#include <mcp/auth/api_key/key_hash.h>
#include <mcp/core/random.h>
#include <mcp/core/result.h>
#include <mcp/store/sqlite/database.h>

namespace mcp::auth::keys {

/// The keys in a database file. What was acknowledged is on the disk, and holds for the very next question,
/// whoever asks: nothing is remembered here. From any thread.
class KeyStore {
 public:
  struct Options {
    store::sqlite::Database::Options database{};
    std::string prefix = "mcp";
    std::string pepper{};
    RandomSource random = system_random;
  };

  enum class Waiting { not_at_all, bounded };
  /// The last use of keys by their ids.
  using Uses = std::map<std::string, Moment, std::less<>>;

  /// Makes the file where there is none.
  static Result<std::unique_ptr<KeyStore>> open(Options options);

  /// Who holds the key `text`: nobody, whether there is none, it was revoked, or its time is not now. Which
  /// of them stands in `why_nobody`, for the operator.
  Result<std::optional<Holder>> holder_of(std::string_view text, Waiting waiting,
                                          std::string* why_nobody = nullptr);
  /// Whether that secret of the key may still be used. Waits for nobody.
  Result<bool> still_good(std::string_view id, std::int64_t secret);
  /// Waits for nobody.
  bool can_be_read();

  /// A `name` that a living key has is taken.
  Result<IssuedKey> create(const NewKey& wanted);
  /// The same where there has never been a key.
  Result<std::optional<IssuedKey>> create_first(const NewKey& wanted);
  /// All of them, or none.
  Result<std::vector<Key>> import(const std::vector<ForeignKey>& wanted);
  /// Gives the key another secret; those before are good for `grace` yet.
  Result<IssuedKey> rotate(std::string_view name_or_id, std::chrono::milliseconds grace);
  /// For good. One that was revoked stays as it is.
  Result<Key> revoke(std::string_view name_or_id);

  Result<std::vector<Key>> list();
  Result<Key> find(std::string_view name_or_id);
  Result<void> note(const Uses& uses);
  Moment now() const { return database_->now(); }
  /// By whichever clock is ahead: what ended by then has ended.
  Moment furthest_now() const { return database_->furthest_now(); }
  /// The same as before where what was told in between still counts.
  std::optional<store::sqlite::FileState> state() { return database_->state(); }

 private:
  using Connection = store::sqlite::Connection;

  KeyStore(Options options, std::unique_ptr<store::sqlite::Database> database);

  Result<void> read_hash();
  Result<Key> import_one(Connection& connection, const ForeignKey& foreign, Moment now);
  Result<Key> add(Connection& connection, const NewKey& wanted, Moment now);
  Result<IssuedKey> issue(Connection& connection, Key key, std::int64_t number);
  Result<void> add_secret(Connection& connection, const Key& key, std::string_view text, std::int64_t number);

  const Options options_;
  const std::unique_ptr<store::sqlite::Database> database_;
  std::optional<KeyHash> hash_{};
};

}  // namespace mcp::auth::keys
