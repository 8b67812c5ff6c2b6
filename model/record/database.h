// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DATABASE_H
#define V6LAB_DATABASE_H

#include <SQLiteCpp/SQLiteCpp.h>
#include <memory>
#include <stdexcept>
#include <string>

namespace ns3::v6lab
{

/** Trouble with a database file; the text names the file and the cause. */
class RecordError : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/** The file that was named cannot serve at all: missing, no database, not writable, other schema.
 */
class UnusableDatabase : public RecordError
{
  public:
    using RecordError::RecordError;
};

/** One run database: a file, or ":memory:" for a database that lives as long as this object. */
class Database
{
  public:
    /**
     * Opens for recording and makes file and schema at need.
     * Throws UnusableDatabase: folder missing, not writable, no database, another schema version.
     */
    static std::shared_ptr<Database> Create(const std::string& path);
    /**
     * Opens for reading: nothing can be written through it. A write that another process left
     * unfinished is undone first, if the file permits.
     * Throws UnusableDatabase: no such file, no database of v6lab, another schema version.
     */
    static std::shared_ptr<Database> Read(const std::string& path);

    /** Whether the file begins as a database does: a run database or another design was named. */
    static bool IsAt(const std::string& path);

    const std::string& GetPath() const;
    SQLite::Database& Get();

    /** Runs a function and turns SQLite's exceptions into RecordError. */
    template <typename Function>
    auto Guard(Function&& function) -> decltype(function())
    {
        try
        {
            return function();
        }
        catch (const SQLite::Exception& error)
        {
            Fail(error);
        }
    }

  private:
    Database(const std::string& path, int flags);

    [[noreturn]] void Fail(const SQLite::Exception& error) const;
    void PrepareForRecording();
    void CheckVersion();
    void MakeSchema();

    std::string m_path;
    std::unique_ptr<SQLite::Database> m_database;
};

} // namespace ns3::v6lab

#endif // V6LAB_DATABASE_H
