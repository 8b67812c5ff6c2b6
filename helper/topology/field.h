// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIELD_H
#define V6LAB_FIELD_H

#include <initializer_list>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

/** What is said once about a field, for readers, writers, the schema, comparison and docs. */
namespace ns3::v6lab
{

/** A field's name in files and the facts that do not follow from its C++ type. */
struct Field
{
    Field(const char* fieldName, const char* fieldHelp)
        : name(fieldName),
          help(fieldHelp)
    {
    }

    /** A file must give it, and a value must not leave it empty. */
    Field& Required()
    {
        required = true;
        return *this;
    }

    /** The only words allowed; an empty text stands for "not given" unless Required(). */
    Field& Words(std::initializer_list<const char*> allowed)
    {
        words.assign(allowed.begin(), allowed.end());
        return *this;
    }

    /** Azure also writes the list as one text under this name (addressPrefix). */
    Field& OrOne(const char* key)
    {
        single = key;
        return *this;
    }

    /** Azure also writes the list inside an object of this name (addressSpace). */
    Field& OrIn(const char* key)
    {
        wrapper = key;
        return *this;
    }

    std::string name;
    std::string help;
    bool required{false};
    std::vector<std::string> words;
    std::string single;
    std::string wrapper;
};

/** Selects the overload of Fields() and TypeName() for a struct. */
template <class T>
struct Of
{
};

template <class T>
struct ListItem
{
    using Type = void;
};

template <class T>
struct ListItem<std::vector<T>>
{
    using Type = T;
};

template <class T>
struct OptionalItem
{
    using Type = void;
};

template <class T>
struct OptionalItem<std::optional<T>>
{
    using Type = T;
};

template <class T>
constexpr bool IS_LIST = !std::is_void_v<typename ListItem<T>::Type>;

template <class T>
constexpr bool IS_OPTIONAL = !std::is_void_v<typename OptionalItem<T>::Type>;

/** True for the structs of a topology, false for text, numbers, lists and optionals. */
template <class T>
constexpr bool IS_STRUCT =
    std::is_class_v<T> && !IS_LIST<T> && !IS_OPTIONAL<T> && !std::is_same_v<T, std::string>;

/** What messages and the schema call a struct of the topology. */
#define V6LAB_TYPE_NAME(type, name)                                                                \
    inline const char* TypeName(Of<type>)                                                          \
    {                                                                                              \
        return name;                                                                               \
    }

} // namespace ns3::v6lab

#endif // V6LAB_FIELD_H
