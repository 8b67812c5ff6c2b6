# SPDX-License-Identifier: GPL-2.0-only
# Debian's ns-3 names include folders of packages that its headers here do not need (libxml2,
# Python); where those are not installed, CMake would refuse the whole target.
get_property(imported DIRECTORY PROPERTY IMPORTED_TARGETS)
foreach(target ${imported})
  get_target_property(folders ${target} INTERFACE_INCLUDE_DIRECTORIES)
  if(target MATCHES "^ns3::" AND folders)
    set(there)
    foreach(folder ${folders})
      if(EXISTS ${folder})
        list(APPEND there ${folder})
      endif()
    endforeach()
    set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${there}")
  endif()
endforeach()
